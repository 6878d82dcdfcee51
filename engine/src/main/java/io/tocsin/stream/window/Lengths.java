package io.tocsin.stream.window;

import java.time.Duration;

/** Lengths of time as recipes take them. */
final class Lengths {

  /** Sums of a few lengths and a moment near now fit a long. */
  static final Duration MAX = Duration.ofDays(36_500);

  private Lengths() {}

  /** A length of at least a microsecond. */
  static void checkPositive(String verb, String option, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must be longer than zero, was " + length);
    }
    checkNotTooLong(verb, option, length);
    if (micros(length) == 0) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must be at least a microsecond, was " + length);
    }
  }

  /** A length that may be zero. */
  static void checkNotNegative(String verb, String option, Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must not be negative, was " + length);
    }
    checkNotTooLong(verb, option, length);
  }

  /** A number of events, from 1 to {@code max}. */
  static void checkCount(String verb, int count, int max) {
    if (count < 1 || count > max) {
      throw new IllegalArgumentException(
          verb + ": events must be from 1 to " + max + ", was " + count);
    }
  }

  /** Whole microseconds of a checked length. */
  static long micros(Duration length) {
    return length.toNanos() / 1000;
  }

  private static void checkNotTooLong(String verb, String option, Duration length) {
    if (length.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          verb + ": " + option + " must be at most 100 years, was " + length);
    }
  }
}
