package io.tocsin.stream.suppress;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lengths of time as recipes take them and as operators count them. */
final class Lengths {

  /** Far beyond any use, and two of them still fit a long. */
  private static final long LONGEST_MICROS = Long.MAX_VALUE / 4;

  private Lengths() {}

  /** Refuses zero and less. */
  static void checkPositive(String verb, String option, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must be longer than zero, was " + length);
    }
  }

  /** Refuses a number below one. */
  static void checkAtLeastOne(String verb, String option, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must be at least 1, was " + number);
    }
  }

  /** At least one microsecond. */
  static long micros(Duration length) {
    return Math.max(1, Math.min(TimeUnit.MICROSECONDS.convert(length), LONGEST_MICROS));
  }
}
