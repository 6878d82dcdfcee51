package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.wire.EventJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer, complete. Immutable. */
final class Answer {

  private static final String JSON = "application/json";

  private final HttpResponseStatus status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  private Answer(
      HttpResponseStatus status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
  }

  /** A document, which ends in a newline for those who read it in a terminal. */
  static Answer json(HttpResponseStatus status, Object document) {
    return text(status, JSON, EventJson.write(document) + "\n");
  }

  static Answer ok(Object document) {
    return json(HttpResponseStatus.OK, document);
  }

  static Answer text(HttpResponseStatus status, String contentType, String text) {
    return new Answer(status, contentType, text.getBytes(UTF_8), Map.of());
  }

  /** JSON that is bytes already. */
  static Answer jsonBytes(byte[] json) {
    return new Answer(HttpResponseStatus.OK, JSON, json, Map.of());
  }

  /** What is wrong and what to do about it. */
  static Answer error(HttpResponseStatus status, String text) {
    return json(status, Map.of("error", text));
  }

  /** The same with a header instead of those it had; null for none. */
  Answer with(String name, @Nullable String value) {
    return new Answer(status, contentType, body, value == null ? Map.of() : Map.of(name, value));
  }

  HttpResponseStatus status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /** Not to be changed. */
  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
