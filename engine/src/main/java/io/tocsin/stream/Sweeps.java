package io.tocsin.stream;

/**
 * How many tables of copies are on their way to the rules in force. Counted by one lane; read by
 * any thread.
 */
public final class Sweeps {

  private volatile int count;

  /** One more has begun. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by the lane alone
  public void begun() {
    count++;
  }

  /** One has come to its end. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public void ended() {
    count--;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return count == 0;
  }
}
