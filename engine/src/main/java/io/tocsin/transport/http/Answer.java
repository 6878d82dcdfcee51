package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.wire.EventJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer, complete; or that the connection is handed over and speaks no more HTTP. Immutable.
 */
final class Answer {

  /** Takes a connection over, whose pipeline has HTTP's codecs and nothing behind them. */
  @FunctionalInterface
  interface Takeover {
    void take(Channel channel);
  }

  private static final String JSON = "application/json";

  private final HttpResponseStatus status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final @Nullable Takeover takeover;

  private Answer(
      HttpResponseStatus status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      @Nullable Takeover takeover) {
    this.takeover = takeover;
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
    return new Answer(status, contentType, text.getBytes(UTF_8), Map.of(), null);
  }

  /** JSON that is bytes already. */
  static Answer jsonBytes(byte[] json) {
    return new Answer(HttpResponseStatus.OK, JSON, json, Map.of(), null);
  }

  /** No answer: somebody else speaks from here on. */
  static Answer handOver(Takeover takeover) {
    return new Answer(HttpResponseStatus.OK, "", new byte[0], Map.of(), takeover);
  }

  /** What is wrong and what to do about it. */
  static Answer error(HttpResponseStatus status, String text) {
    return json(status, Map.of("error", text));
  }

  /** The same with one header more; itself when the value is null. */
  Answer with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, Map.copyOf(more), takeover);
  }

  /** Who takes the connection over; null for a plain answer. */
  @Nullable Takeover takeover() {
    return takeover;
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
