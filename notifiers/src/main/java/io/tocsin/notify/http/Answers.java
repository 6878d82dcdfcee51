package io.tocsin.notify.http;

import io.tocsin.sink.Delivery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What an HTTP status means for a message: 2xx is delivered; 408, 429 and 5xx may work later, not
 * before {@code Retry-After}; everything else, redirections included, never will.
 */
final class Answers {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private Answers() {}

  static Delivery of(int status, Optional<String> retryAfter, Instant now) {
    if (status / 100 == 2) {
      return Delivery.delivered();
    }
    String reason = "HTTP " + status;
    boolean mayPass = status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status / 100 == 5;
    if (!mayPass) {
      return Delivery.rejected(reason);
    }
    return Delivery.retryable(
        reason, retryAfter.map(text -> wait(text, now)).orElse(Duration.ZERO));
  }

  /** Seconds or an HTTP date; nothing for what is neither, or has passed. */
  private static Duration wait(String text, Instant now) {
    String value = text.strip();
    try {
      if (value.matches("\\d{1,18}")) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
