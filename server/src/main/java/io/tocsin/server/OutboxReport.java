package io.tocsin.server;

import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.OutboxContents;
import io.tocsin.sink.OutboxStatus;
import io.tocsin.wire.EventJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outboxes as {@code status} and {@code outbox list} tell of them. */
final class OutboxReport {

  private OutboxReport() {}

  static Map<String, Object> of(OutboxStatus s) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("name", s.name());
    output.put("kind", s.kind());
    output.put("waiting", s.waiting());
    output.put("bytes", s.bytes());
    output.put("oldestSeconds", s.oldestMicros() / 1_000_000);
    output.put("delivered", s.delivered());
    output.put("retried", s.retried());
    output.put("lost", s.lost());
    output.put("dead", s.dead());
    output.put("storedBytes", s.storedBytes());
    output.put("storeError", s.storeTrouble());
    output.put("lastError", s.lastError());
    return output;
  }

  static Map<String, Object> of(OutboxContents contents) {
    Map<String, Object> outbox = of(contents.status());
    outbox.put("deadLetters", contents.deadLetters().stream().map(OutboxReport::of).toList());
    return outbox;
  }

  /** Of the events only what they are about: a list is no place for whole messages. */
  private static Map<String, Object> of(DeadLetter letter) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", letter.message().id().toString());
    shown.put("time", EventJson.time(letter.atMicros()));
    shown.put("reason", letter.reason().label());
    shown.put("error", letter.text());
    shown.put("events", letter.message().events().size());
    var first = letter.message().events().get(0);
    shown.put("host", String.valueOf(first.getHost()));
    shown.put("service", String.valueOf(first.getService()));
    return shown;
  }
}
