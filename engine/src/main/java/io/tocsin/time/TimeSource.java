package io.tocsin.time;

/** Where the time comes from. Thread-safe. */
@FunctionalInterface
public interface TimeSource {

  /** Microseconds since the epoch; never less than the last answer. */
  long nowMicros();

  /**
   * Microseconds since some moment, for lengths of time: unlike {@link #nowMicros} it neither jumps
   * nor slows down when somebody sets the machine's clock. Compare by subtraction, and with none of
   * another source.
   */
  default long elapsedMicros() {
    return nowMicros();
  }
}
