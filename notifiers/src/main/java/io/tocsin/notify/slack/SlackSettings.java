package io.tocsin.notify.slack;

import io.tocsin.notify.http.SecretAddress;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;

/**
 * Messages to a Slack channel by an incoming webhook: one for each message of the rules, however
 * many events it has, with the colour of each state. More than fit are summed up.
 *
 * <p>Slack's 429 and its {@code Retry-After} are heeded; 5xx is tried again; any other refusal (a
 * channel that is gone, a revoked webhook) loses the message, counted.
 *
 * @param name in {@code status} and logs
 * @param webhook its address, which is a secret: who has it can post
 * @param channel instead of the webhook's own, as far as Slack allows; empty for none
 * @param username shown as the sender, as far as Slack allows; empty for none
 * @param outbox how messages wait
 */
public record SlackSettings(
    String name, Secret webhook, String channel, String username, OutboxSettings outbox)
    implements SinkSettings {

  public SlackSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("slack: name must not be empty");
    }
    SecretAddress.parse("slack: webhook", webhook);
  }

  /** To the webhook's own channel, with an outbox for messages. */
  public static SlackSettings of(String name, Secret webhook) {
    return new SlackSettings(name, webhook, "", "", OutboxSettings.MESSAGES);
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public String receiver() {
    return channel;
  }

  @Override
  public Sink open() {
    return new SlackSink(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
