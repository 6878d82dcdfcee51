package io.tocsin.dsl.verb;

import io.tocsin.dsl.internal.OutputOptions;
import io.tocsin.notify.carbon.CarbonSettings;
import io.tocsin.notify.carbon.PathRule;
import io.tocsin.notify.email.EmailSettings;
import io.tocsin.notify.file.ConsoleSettings;
import io.tocsin.notify.file.FileSettings;
import io.tocsin.notify.riemann.RiemannSettings;
import io.tocsin.notify.slack.SlackSettings;
import io.tocsin.notify.webhook.WebhookSettings;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Verbs that declare outputs. Each takes, besides its own, the options of its queue: {@code queue}
 * (messages that may wait), {@code timeout} (of one attempt), {@code giveUpAfter}, {@code
 * ratePerMinute}, and {@code name} (in status and logs).
 */
public interface OutputVerbs extends Verbs {

  /** Mail: one for each event, or for each batch. */
  @Verb(
      in = Scope.FILE,
      usage = "email(smtp: 'smtp://localhost:25', from: 'a@example.com', to: ['b@example.com'])")
  @Option(name = "smtp", type = String.class, required = true)
  @Option(name = "from", type = String.class, required = true)
  @Option(
      name = "to",
      type = {List.class, String.class},
      required = true)
  @Option(
      name = "cc",
      type = {List.class, String.class})
  @Option(name = "subject", type = String.class)
  @Option(name = "username", type = String.class)
  @Option(
      name = "password",
      type = {Secret.class, String.class})
  @Option(name = "starttls", type = String.class)
  @Option(name = "ca", type = String.class)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  @Option(name = "timeout", type = Duration.class)
  @Option(name = "giveUpAfter", type = Duration.class)
  @Option(name = "ratePerMinute", type = Integer.class)
  default SinkSettings email(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "email", o, OutboxSettings.MESSAGES);
    return build()
        .output(
            "email",
            () ->
                new EmailSettings(
                    options.name(),
                    options.smtpServer(),
                    options.text("from"),
                    options.texts("to"),
                    options.texts("cc"),
                    options.subject(),
                    options.outbox()));
  }

  /** Slack, by an incoming webhook. */
  @Verb(in = Scope.FILE, usage = "slack(webhook: secret('SLACK_WEBHOOK'))")
  @Option(
      name = "webhook",
      type = {Secret.class, String.class},
      required = true)
  @Option(name = "channel", type = String.class)
  @Option(name = "username", type = String.class)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  @Option(name = "timeout", type = Duration.class)
  @Option(name = "giveUpAfter", type = Duration.class)
  @Option(name = "ratePerMinute", type = Integer.class)
  default SinkSettings slack(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "slack", o, OutboxSettings.MESSAGES);
    return build()
        .output(
            "slack",
            () ->
                new SlackSettings(
                    options.name(),
                    options.secret("webhook"),
                    options.textOr("channel", ""),
                    options.textOr("username", ""),
                    options.outbox()));
  }

  /** Any HTTP receiver. */
  @Verb(in = Scope.FILE, usage = "webhook(url: 'https://…', headers: ['X-Token': secret('TOKEN')])")
  @Option(
      name = "url",
      type = {Secret.class, String.class},
      required = true)
  @Option(name = "method", type = String.class)
  @Option(name = "headers", type = Map.class)
  @Option(name = "body", type = String.class)
  @Option(
      name = "hmac",
      type = {Secret.class, String.class})
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  @Option(name = "timeout", type = Duration.class)
  @Option(name = "giveUpAfter", type = Duration.class)
  @Option(name = "ratePerMinute", type = Integer.class)
  default SinkSettings webhook(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "webhook", o, OutboxSettings.MESSAGES);
    return build()
        .output(
            "webhook",
            () ->
                new WebhookSettings(
                    options.name(),
                    options.secret("url"),
                    options.textOr("method", "POST"),
                    options.headers(),
                    options.template("body"),
                    options.secretOrNull("hmac"),
                    options.outbox()));
  }

  /** Carbon's line protocol: graphs. */
  @Verb(in = Scope.FILE, usage = "carbon(host: 'localhost', port: 2003, prefix: 'tocsin')")
  @Option(name = "host", type = String.class, required = true)
  @Option(name = "port", type = Integer.class)
  @Option(name = "prefix", type = String.class)
  @Option(
      name = "path",
      type = {String.class, RuleFunction.class},
      function = EventFunction.class)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  @Option(name = "timeout", type = Duration.class)
  @Option(name = "giveUpAfter", type = Duration.class)
  @Option(name = "ratePerMinute", type = Integer.class)
  default SinkSettings carbon(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "carbon", o, OutboxSettings.MEASUREMENTS);
    return build()
        .output(
            "carbon",
            () -> {
              PathRule path = options.path();
              return new CarbonSettings(
                  options.name(),
                  options.text("host"),
                  options.whole("port", 2003),
                  options.textOr("prefix", ""),
                  path,
                  options.outbox());
            });
  }

  /** Another hub, or a Riemann server. */
  @Verb(
      in = Scope.FILE,
      usage = "riemann(host: 'central', port: 5555, tls: [ca: …, cert: …, key: …])")
  @Option(name = "host", type = String.class, required = true)
  @Option(name = "port", type = Integer.class)
  @Option(name = "tls", type = Map.class)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  @Option(name = "timeout", type = Duration.class)
  @Option(name = "giveUpAfter", type = Duration.class)
  @Option(name = "ratePerMinute", type = Integer.class)
  default SinkSettings riemann(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "riemann", o, OutboxSettings.MEASUREMENTS);
    return build()
        .output(
            "riemann",
            () ->
                new RiemannSettings(
                    options.name(),
                    options.text("host"),
                    options.whole("port", 5555),
                    options.clientTls(),
                    options.outbox()));
  }

  /** A file of JSON lines. */
  @Verb(in = Scope.FILE, usage = "file(path: 'events.jsonl')")
  @Option(name = "path", type = String.class, required = true)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  default SinkSettings file(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "file", o, OutboxSettings.MEASUREMENTS);
    return build()
        .output(
            "file",
            () ->
                new FileSettings(
                    options.name(), java.nio.file.Path.of(options.text("path")), options.outbox()));
  }

  /** The hub's standard output: a line for people, or JSON. */
  @Verb(in = Scope.FILE, usage = "console() or console(format: 'json')")
  @Option(name = "format", type = String.class)
  @Option(name = "name", type = String.class)
  @Option(name = "queue", type = Integer.class)
  @Option(name = "queueBytes", type = Number.class)
  @Option(name = "maxAge", type = Duration.class)
  @Option(name = "whenFull", type = String.class)
  default SinkSettings console() {
    return console(Map.of());
  }

  @SameVerb
  default SinkSettings console(Map<String, ?> o) {
    OutputOptions options = new OutputOptions(build(), "console", o, OutboxSettings.MEASUREMENTS);
    return build()
        .output(
            "console",
            () -> new ConsoleSettings(options.name(), options.consoleFormat(), options.outbox()));
  }
}
