package io.tocsin.stream.window;

import java.time.Instant;

/** Microseconds since the epoch and instants. */
final class Moments {

  private Moments() {}

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
  }

  /** Of an instant on a full second in the range of times. */
  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000;
  }
}
