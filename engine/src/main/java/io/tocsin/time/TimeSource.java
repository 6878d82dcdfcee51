package io.tocsin.time;

/** Where the time comes from. Thread-safe. */
@FunctionalInterface
public interface TimeSource {

  /** Microseconds since the epoch; never less than the last answer. */
  long nowMicros();
}
