package io.tocsin.notify.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tocsin.event.Event;
import io.tocsin.notify.http.HttpExchange;
import io.tocsin.notify.http.SecretAddress;
import io.tocsin.notify.text.MessageKey;
import io.tocsin.notify.text.TextTemplate;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import io.tocsin.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The live half of {@link WebhookSettings}. */
final class WebhookSink implements Sink {

  private final WebhookSettings settings;
  private final HttpExchange exchange;

  WebhookSink(WebhookSettings settings) {
    this.settings = settings;
    this.exchange = new HttpExchange(SecretAddress.parse("webhook: url", settings.url()));
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    String body = body(parcel.events());
    Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", Secret.of("application/json"));
    headers.put("Idempotency-Key", Secret.of(MessageKey.of(settings.name(), parcel.id())));
    headers.putAll(settings.headers());
    Secret key = settings.hmacKey();
    if (key != null) {
      headers.put(
          Signature.HEADER, Secret.of(Signature.of(body.getBytes(StandardCharsets.UTF_8), key)));
    }
    return exchange
        .send(new HttpExchange.Request(settings.method(), headers, body), timeout)
        .delivery();
  }

  private String body(List<Event> events) {
    TextTemplate template = settings.template();
    if (template != null) {
      return template.render(events, EventJson::escaped);
    }
    return EventJson.write(
        JsonNodeFactory.instance.objectNode().set("events", EventJson.of(events)));
  }

  @Override
  public void close() {
    // The client's connections go with it; an attempt under way ends by its own time limit.
  }
}
