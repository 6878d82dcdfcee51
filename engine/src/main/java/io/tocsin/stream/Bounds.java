package io.tocsin.stream;

import java.time.Duration;

/**
 * Bounds of the lengths of time and the numbers that recipes take. All checks throw an {@link
 * IllegalArgumentException} whose message begins with the verb and names the option.
 */
public final class Bounds {

  /** Sums of a few lengths and a moment near now fit a long. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  /** Of lengths after which a timer goes on by itself: an event may keep it going for days. */
  public static final Duration SHORTEST_REPEATED = Duration.ofMillis(1);

  private Bounds() {}

  /** A length from a microsecond to 100 years. */
  public static void length(String verb, String option, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw refused(verb, option, "must be longer than zero", length);
    }
    notTooLong(verb, option, length);
    if (micros(length) == 0) {
      throw refused(verb, option, "must be at least a microsecond", length);
    }
  }

  /** A length after which a timer goes on by itself, from a millisecond to 100 years. */
  public static void repeatedLength(String verb, String option, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw refused(verb, option, "must be longer than zero", length);
    }
    notTooLong(verb, option, length);
    if (length.compareTo(SHORTEST_REPEATED) < 0) {
      throw refused(verb, option, "must be at least a millisecond", length);
    }
  }

  /** A length from zero to 100 years. */
  public static void lengthOrZero(String verb, String option, Duration length) {
    if (length.isNegative()) {
      throw refused(verb, option, "must not be negative", length);
    }
    notTooLong(verb, option, length);
  }

  /** A number of at least one. */
  public static void atLeastOne(String verb, String option, int number) {
    if (number < 1) {
      throw refused(verb, option, "must be at least 1", number);
    }
  }

  /** A number from 1 to {@code max}. */
  public static void fromOne(String verb, String option, int number, int max) {
    if (number < 1 || number > max) {
      throw refused(verb, option, "must be from 1 to " + max, number);
    }
  }

  /** Whole microseconds of a checked length. */
  public static long micros(Duration length) {
    return length.toNanos() / 1000;
  }

  private static void notTooLong(String verb, String option, Duration length) {
    if (length.compareTo(LONGEST) > 0) {
      throw refused(verb, option, "must be at most 100 years", length);
    }
  }

  private static IllegalArgumentException refused(
      String verb, String option, String rule, Object was) {
    return new IllegalArgumentException(verb + ": " + option + " " + rule + ", was " + was);
  }
}
