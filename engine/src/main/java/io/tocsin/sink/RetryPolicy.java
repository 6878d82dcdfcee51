package io.tocsin.sink;

import java.time.Duration;

/**
 * How long to wait after a failed attempt. A pure function: chance is an argument.
 *
 * @param firstMicros wait after the first failure, before jitter
 * @param maxMicros longest wait, before jitter
 */
record RetryPolicy(long firstMicros, long maxMicros) {

  /** The longest a receiver can ask to be left alone. */
  static final Duration LONGEST_REQUEST = Duration.ofHours(1);

  static RetryPolicy of(OutboxSettings settings) {
    return new RetryPolicy(micros(settings.firstRetry()), micros(settings.maxRetry()));
  }

  /**
   * The wait before the next attempt: doubled for each failure up to the longest, of which the
   * upper half is left to chance; not less than the receiver asked for, within {@link
   * #LONGEST_REQUEST}.
   *
   * @param failures failed attempts in a row, at least 1
   * @param chance from 0, inclusive, to 1, exclusive
   * @param asked what the receiver asked for; zero or less when it did not
   */
  long delayMicros(int failures, double chance, Duration asked) {
    long base = firstMicros;
    for (int i = 1; i < failures && base < maxMicros; i++) {
      base = base > maxMicros / 2 ? maxMicros : base * 2;
    }
    base = Math.min(base, maxMicros);
    long half = base / 2;
    long jittered = base - half + (long) (half * chance);
    return Math.max(jittered, askedMicros(asked));
  }

  private static long askedMicros(Duration asked) {
    return asked.compareTo(LONGEST_REQUEST) > 0 ? micros(LONGEST_REQUEST) : micros(asked);
  }

  /** A moment later than {@code nowMicros}, as far as a long reaches. */
  static long later(long nowMicros, Duration by) {
    return later(nowMicros, micros(by));
  }

  /** A moment later than {@code nowMicros}, as far as a long reaches. */
  static long later(long nowMicros, long byMicros) {
    return nowMicros > Long.MAX_VALUE - byMicros ? Long.MAX_VALUE : nowMicros + byMicros;
  }

  /** In microseconds, as far as a long reaches. */
  static long micros(Duration duration) {
    try {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
