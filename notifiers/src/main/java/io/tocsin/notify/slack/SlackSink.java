package io.tocsin.notify.slack;

import io.tocsin.notify.http.HttpExchange;
import io.tocsin.notify.http.SecretAddress;
import io.tocsin.notify.text.MessageKey;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** The live half of {@link SlackSettings}. */
final class SlackSink implements Sink {

  /** Slack's own words for a refusal, such as {@code channel_is_archived}. */
  private static final Pattern ERROR_WORD = Pattern.compile("[a-z]+(_[a-z]+){1,5}");

  private static final Secret JSON = Secret.of("application/json; charset=utf-8");

  private final SlackSettings settings;
  private final SlackMessage message;
  private final HttpExchange exchange;

  SlackSink(SlackSettings settings) {
    this.settings = settings;
    this.message = new SlackMessage(settings.channel(), settings.username());
    this.exchange = new HttpExchange(SecretAddress.parse("slack: webhook", settings.webhook()));
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    Map<String, Secret> headers =
        Map.of(
            "Content-Type",
            JSON,
            "Idempotency-Key",
            Secret.of(MessageKey.of(settings.name(), parcel.id())));
    String body = message.of(parcel.events());
    HttpExchange.Result result =
        exchange.send(new HttpExchange.Request("POST", headers, body), timeout);
    Delivery delivery = result.delivery();
    if (delivery.verdict() == Verdict.REJECTED && isErrorWord(result.body())) {
      return Delivery.rejected(delivery.reason() + " " + result.body());
    }
    return delivery;
  }

  /** An answer may be anything, the secret address included; only Slack's words are passed on. */
  private boolean isErrorWord(String body) {
    return body.length() <= 60
        && ERROR_WORD.matcher(body).matches()
        && !settings.webhook().reveal().contains(body);
  }

  @Override
  public void close() {
    // The client's connections go with it; an attempt under way ends by its own time limit.
  }
}
