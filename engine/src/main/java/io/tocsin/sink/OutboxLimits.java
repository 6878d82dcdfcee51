package io.tocsin.sink;

import java.time.Duration;

/**
 * How much may wait in an outbox, and for how long. Immutable.
 *
 * @param messages at least 1
 * @param bytes of memory, about; at least 1. A single message may be larger
 * @param age a message that was offered this long ago is not tried any more
 * @param whenFull what is done beyond {@code messages} or {@code bytes}
 */
public record OutboxLimits(int messages, long bytes, Duration age, WhenFull whenFull) {

  private static final long BYTES = 64L << 20;
  private static final Duration AGE = Duration.ofDays(7);

  public OutboxLimits {
    requireAtLeastOne("queue", messages);
    requireAtLeastOne("queueBytes", bytes);
    if (age.isZero() || age.isNegative()) {
      throw new IllegalArgumentException("maxAge must be longer than zero, was " + age);
    }
  }

  /** So many messages; 64 MB, a week, and new messages are dropped when it is full. */
  public static OutboxLimits ofMessages(int messages) {
    return new OutboxLimits(messages, BYTES, AGE, WhenFull.DROP_NEWEST);
  }

  private static void requireAtLeastOne(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, was " + value);
    }
  }
}
