package io.tocsin.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Behaviour of {@link RateLimit}. */
final class RateLimitTest {

  private static final long SECOND = 1_000_000;

  @Test
  void allowsTheThirdOfTwoAMinuteWhenTheFirstIsAMinuteOld() {
    RateLimit two = new RateLimit(2);
    two.take(0);
    assertThat(two.allowedAtMicros()).isLessThanOrEqualTo(0);
    two.take(10 * SECOND);

    assertThat(two.allowedAtMicros()).isEqualTo(60 * SECOND);

    two.take(60 * SECOND);
    assertThat(two.allowedAtMicros()).isEqualTo(70 * SECOND);
  }

  @Test
  void neverHoldsUpWithoutALimit() {
    RateLimit none = new RateLimit(0);

    for (int i = 0; i < 1000; i++) {
      none.take(0);
    }

    assertThat(none.allowedAtMicros()).isEqualTo(Long.MIN_VALUE);
  }
}
