package io.tocsin.sink;

import java.util.Arrays;

/**
 * At most so many attempts in any minute, whichever minute one looks at: each attempt takes a place
 * for 60 seconds. Confined to one thread.
 */
final class RateLimit {

  private static final long MINUTE_MICROS = 60_000_000;

  private final long[] freeAtMicros;
  private int next;

  /**
   * @param perMinute attempts in a minute, 0 for no limit
   */
  RateLimit(int perMinute) {
    freeAtMicros = new long[perMinute];
    Arrays.fill(freeAtMicros, Long.MIN_VALUE);
  }

  /** The moment from which an attempt is allowed; may have passed already. */
  long allowedAtMicros() {
    return freeAtMicros.length == 0 ? Long.MIN_VALUE : freeAtMicros[next];
  }

  /** Takes a place for an attempt at that moment. */
  void take(long nowMicros) {
    if (freeAtMicros.length > 0) {
      freeAtMicros[next] = nowMicros + MINUTE_MICROS;
      next = (next + 1) % freeAtMicros.length;
    }
  }
}
