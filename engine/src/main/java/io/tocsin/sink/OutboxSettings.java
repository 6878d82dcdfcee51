package io.tocsin.sink;

import java.time.Duration;

/**
 * How an output's messages wait and are repeated.
 *
 * @param limits how much may wait; what does not fit is dropped and counted
 * @param coalesce events of several waiting messages that may go in one attempt; 1 keeps every
 *     message by itself
 * @param timeout bound on one attempt
 * @param firstRetry wait before the second attempt; doubled for each further one, with jitter
 * @param maxRetry longest wait between attempts
 * @param giveUpAfter a message that was offered this long ago and failed again is dropped and
 *     counted
 * @param ratePerMinute attempts allowed in any minute, at most 100 000; 0 for no limit
 */
public record OutboxSettings(
    OutboxLimits limits,
    int coalesce,
    Duration timeout,
    Duration firstRetry,
    Duration maxRetry,
    Duration giveUpAfter,
    int ratePerMinute) {

  /** For outputs that tell people: each message by itself, tried for a day. */
  public static final OutboxSettings MESSAGES =
      new OutboxSettings(
          OutboxLimits.ofMessages(10_000),
          1,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofHours(24),
          0);

  /** For outputs of measurements: many at once, tried for an hour. */
  public static final OutboxSettings MEASUREMENTS =
      new OutboxSettings(
          OutboxLimits.ofMessages(100_000),
          1_000,
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          0);

  private static final int HIGHEST_RATE = 100_000;

  public OutboxSettings {
    requireAtLeast("batch", 1, coalesce);
    requireAtLeast("ratePerMinute", 0, ratePerMinute);
    if (ratePerMinute > HIGHEST_RATE) {
      throw new IllegalArgumentException(
          "ratePerMinute must be at most "
              + HIGHEST_RATE
              + ", was "
              + ratePerMinute
              + "; leave it out for no limit");
    }
    requirePositive("timeout", timeout);
    requirePositive("first retry", firstRetry);
    requirePositive("give up after", giveUpAfter);
    if (maxRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "longest retry must not be shorter than the first, were " + maxRetry + ", " + firstRetry);
    }
  }

  private static void requireAtLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", was " + value);
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(what + " must be longer than zero, was " + value);
    }
  }
}
