package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not granted: the answer to it and, if events may have been lost by it, the
 * reason they are counted under.
 */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;
  private final @Nullable String lostBy;

  private RefusedException(@Nullable String lostBy, String text, Answer answer) {
    // Without a stack trace: a peer can cause these as fast as it can send.
    super(text, null, false, false);
    this.lostBy = lostBy;
    this.answer = answer;
  }

  /** A request that could not have brought anything. */
  static RefusedException of(HttpResponseStatus status, String text) {
    return new RefusedException(null, text, Answer.error(status, text));
  }

  static RefusedException bad(String text) {
    return of(HttpResponseStatus.BAD_REQUEST, text);
  }

  /** A request that may have brought events, which are counted as lost for a reason. */
  static RefusedException lost(String reason, HttpResponseStatus status, String text) {
    return new RefusedException(reason, text, Answer.error(status, text));
  }

  /** Not now. */
  static RefusedException busy(String text) {
    RefusedException refused = lost("busy", HttpResponseStatus.SERVICE_UNAVAILABLE, text);
    return refused.with("Retry-After", "1");
  }

  /** What had begun and ended too early. */
  static RefusedException truncated() {
    String text = "the request ended before its body was complete";
    return lost("truncated", HttpResponseStatus.BAD_REQUEST, text);
  }

  /** What had begun and was not complete in time. */
  static RefusedException unfinished(Duration limit) {
    String text = "the request is not complete after " + limit.toMillis() + " ms";
    return lost("unfinished", HttpResponseStatus.REQUEST_TIMEOUT, text);
  }

  static RefusedException tooLarge(int maxBytes) {
    return lost(
        "too-large",
        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
        "the body is larger than " + maxBytes + " bytes; send the events in several requests");
  }

  /** The same with one header more in the answer. */
  RefusedException with(String header, String value) {
    return new RefusedException(lostBy, text(), answer.with(header, value));
  }

  Answer answer() {
    return answer;
  }

  /** The reason of the loss, null when nothing was lost. */
  @Nullable String lostBy() {
    return lostBy;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
