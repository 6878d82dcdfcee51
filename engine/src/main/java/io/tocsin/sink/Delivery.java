package io.tocsin.sink;

import java.time.Duration;

/**
 * What became of one attempt.
 *
 * @param verdict whether to try again
 * @param reason for people, without secrets; empty when delivered
 * @param notBefore how long the receiver asked to be left alone; zero when it did not
 */
public record Delivery(Verdict verdict, String reason, Duration notBefore) {

  /** Whether an attempt is to be repeated. */
  public enum Verdict {
    /** The receiver has it. */
    DELIVERED,
    /** It may work later. */
    RETRYABLE,
    /** It will never work: the receiver refuses this message. */
    REJECTED
  }

  private static final Delivery DELIVERED = new Delivery(Verdict.DELIVERED, "", Duration.ZERO);

  public static Delivery delivered() {
    return DELIVERED;
  }

  public static Delivery retryable(String reason) {
    return new Delivery(Verdict.RETRYABLE, reason, Duration.ZERO);
  }

  public static Delivery retryable(String reason, Duration notBefore) {
    return new Delivery(Verdict.RETRYABLE, reason, notBefore);
  }

  public static Delivery rejected(String reason) {
    return new Delivery(Verdict.REJECTED, reason, Duration.ZERO);
  }
}
