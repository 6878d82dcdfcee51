package io.tocsin.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link Answers}; the status table itself is in the contract of HTTP outputs. */
final class AnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "0, PT0S",
    "1, PT1S",
    "' 90 ', PT1M30S",
    "'Mon, 23 Nov 2026 10:00:01 GMT', PT1S",
    "'Mon, 23 Nov 2026 10:00:00 GMT', PT0S",
    "'Mon, 23 Nov 2026 09:59:59 GMT', PT0S",
    "'Tue, 24 Nov 2026 10:00:00 GMT', PT24H",
    "999999999999999999, PT277777777777777H46M39S",
    "9999999999999999999, PT0S",
    "1.5, PT0S",
    "'', PT0S"
  })
  void readsRetryAfterAsSecondsOrDate(String header, Duration wait) {
    assertThat(Answers.of(429, Optional.of(header), NOW).notBefore()).isEqualTo(wait);
  }

  @Test
  void asksForNoWaitWithoutTheHeader() {
    assertThat(Answers.of(503, Optional.empty(), NOW).notBefore()).isZero();
  }
}
