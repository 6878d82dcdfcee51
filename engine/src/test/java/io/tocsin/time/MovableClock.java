package io.tocsin.time;

/** A machine's clocks in the hand of a test. */
public final class MovableClock {

  private long wall = 1_000_000_000_000L;
  private long nanos;
  private final SystemTime time = new SystemTime(() -> wall, () -> nanos);

  public SystemTime time() {
    return time;
  }

  /** Lets time pass. */
  public void pass(long micros) {
    wall += micros;
    nanos += micros * 1000;
  }

  /** Sets the wall clock back; no time passes. */
  public void setBack(long micros) {
    wall -= micros;
  }
}
