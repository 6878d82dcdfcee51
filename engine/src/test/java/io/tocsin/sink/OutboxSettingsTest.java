package io.tocsin.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link OutboxSettings}. */
final class OutboxSettingsTest {

  @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5} {6}")
  @CsvSource({
    "0, 1, PT1S, PT1S, PT1S, PT1S, 0, 'queue must be at least 1, was 0'",
    "1, 0, PT1S, PT1S, PT1S, PT1S, 0, 'batch must be at least 1, was 0'",
    "1, 1, PT1S, PT1S, PT1S, PT1S, -1, 'ratePerMinute must be at least 0, was -1'",
    "1, 1, PT1S, PT1S, PT1S, PT1S, 100001, 'ratePerMinute must be at most 100000, was 100001'",
    "1, 1, PT0S, PT1S, PT1S, PT1S, 0, 'timeout must be longer than zero, was PT0S'",
    "1, 1, PT1S, PT-1S, PT1S, PT1S, 0, 'first retry must be longer than zero, was PT-1S'",
    "1, 1, PT1S, PT1S, PT0.999S, PT1S, 0, 'longest retry must not be shorter than the first'",
    "1, 1, PT1S, PT1S, PT1S, PT0S, 0, 'give up after must be longer than zero, was PT0S'"
  })
  void refusesWhatCannotWork(
      int capacity,
      int coalesce,
      Duration timeout,
      Duration first,
      Duration max,
      Duration giveUp,
      int rate,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OutboxSettings(
                    OutboxLimits.ofMessages(capacity), coalesce, timeout, first, max, giveUp, rate))
        .withMessageContaining(message);
  }

  @Test
  void takesTheLeastAndTheMost() {
    Duration least = Duration.ofNanos(1);

    assertThat(
            new OutboxSettings(OutboxLimits.ofMessages(1), 1, least, least, least, least, 0)
                .ratePerMinute())
        .isZero();
    assertThat(
            new OutboxSettings(OutboxLimits.ofMessages(1), 1, least, least, least, least, 100_000)
                .ratePerMinute())
        .isEqualTo(100_000);
  }
}
