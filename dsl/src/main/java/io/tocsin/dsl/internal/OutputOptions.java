package io.tocsin.dsl.internal;

import io.tocsin.event.Event;
import io.tocsin.notify.carbon.PathRule;
import io.tocsin.notify.email.SmtpServer;
import io.tocsin.notify.email.SubjectRule;
import io.tocsin.notify.email.Tls;
import io.tocsin.notify.file.ConsoleSettings;
import io.tocsin.notify.text.TextTemplate;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.transport.client.ClientTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of an output. What does not fit is an IllegalArgumentException that names the
 * output and the option, never a secret's value. Public for the verbs of outputs only.
 */
public final class OutputOptions {

  private final String kind;
  private final Map<String, ?> options;
  private final OutboxSettings usual;
  private final String usualName;

  public OutputOptions(
      RuleBuilder builder, String kind, Map<String, ?> options, OutboxSettings usual) {
    this.kind = kind;
    this.options = options;
    this.usual = usual;
    this.usualName = builder.outputName(kind);
  }

  public String name() {
    return textOr("name", usualName);
  }

  public String text(String option) {
    Object value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException(kind + ": the option '" + option + "' is missing");
    }
    return value.toString();
  }

  public String textOr(String option, String otherwise) {
    Object value = options.get(option);
    return value == null ? otherwise : value.toString();
  }

  /** One text or a list of them; none when absent. */
  public List<String> texts(String option) {
    Object value = options.get(option);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }

  public int whole(String option, int otherwise) {
    return options.get(option) instanceof Number n ? n.intValue() : otherwise;
  }

  public Secret secret(String option) {
    Secret secret = secretOrNull(option);
    if (secret == null) {
      throw new IllegalArgumentException(kind + ": the option '" + option + "' is missing");
    }
    return secret;
  }

  public @Nullable Secret secretOrNull(String option) {
    return secretOf(options.get(option));
  }

  private static @Nullable Secret secretOf(@Nullable Object value) {
    return value == null ? null : value instanceof Secret s ? s : Secret.of(value.toString());
  }

  public Map<String, Secret> headers() {
    Map<String, Secret> headers = new LinkedHashMap<>();
    if (options.get("headers") instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              headers.put(String.valueOf(name), secretOf(String.valueOf(reveal(value)))));
    }
    return headers;
  }

  private static Object reveal(Object value) {
    return value instanceof Secret s ? s.reveal() : value;
  }

  public @Nullable TextTemplate template(String option) {
    Object value = options.get(option);
    return value == null ? null : TextTemplate.parse(value.toString());
  }

  public SubjectRule subject() {
    Object value = options.get("subject");
    return value == null ? SubjectRule.headline() : SubjectRule.template(value.toString());
  }

  public SmtpServer smtpServer() {
    Secret password = secretOrNull("password");
    String user = textOr("username", "");
    SmtpServer server = SmtpServer.parse(text("smtp"), user.isEmpty() ? password : null);
    if (!user.isEmpty()) {
      if (password == null) {
        throw new IllegalArgumentException(
            "email: a username needs a password; write password: secret('NAME')");
      }
      server = server.withLogin(user, password);
      if (server.tls() == Tls.OPTIONAL) {
        // A password goes to nobody whose certificate was not checked, unless the user says so.
        server = server.withTls(Tls.REQUIRED);
      }
    }
    if (options.containsKey("starttls")) {
      server = server.withTls(starttls(text("starttls")));
    }
    return options.containsKey("ca") ? server.withCa(Path.of(text("ca"))) : server;
  }

  private Tls starttls(String word) {
    return switch (word) {
      case "none" -> Tls.NONE;
      case "optional" -> Tls.OPTIONAL;
      case "required" -> Tls.REQUIRED;
      default ->
          throw new IllegalArgumentException(
              kind + ": starttls must be 'none', 'optional' or 'required', was '" + word + "'");
    };
  }

  /** The TLS files of a client, null when there is no {@code tls:}. */
  public @Nullable ClientTls clientTls() {
    if (!(options.get("tls") instanceof Map<?, ?> files)) {
      return null;
    }
    for (Object name : files.keySet()) {
      if (!List.of("ca", "cert", "key").contains(String.valueOf(name))) {
        throw new IllegalArgumentException(
            kind + ": tls: no option '" + name + "'; options: ca, cert, key");
      }
    }
    Path ca = path(files.get("ca"));
    if (ca == null) {
      throw new IllegalArgumentException(
          kind + ": tls: ca is missing: the certificate of who signs the receiver's");
    }
    try {
      return new ClientTls(ca, path(files.get("cert")), path(files.get("key")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(kind + ": tls: cert and key go together", e);
    }
  }

  private static @Nullable Path path(@Nullable Object value) {
    return value == null ? null : Path.of(value.toString());
  }

  public ConsoleSettings.Format consoleFormat() {
    String word = textOr("format", "text");
    try {
      return ConsoleSettings.Format.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "console: format must be 'text' or 'json', was '" + word + "'", e);
    }
  }

  @SuppressWarnings("unchecked")
  public PathRule path() {
    Object value = options.get("path");
    if (value == null) {
      return PathRule.riemann();
    }
    if (value instanceof RuleFunction<?> function) {
      return new FunctionPath((RuleFunction<EventFunction>) function);
    }
    return switch (value.toString()) {
      case "riemann" -> PathRule.riemann();
      case "percentiles" -> PathRule.percentiles();
      case "tags" -> PathRule.tags();
      default ->
          throw new IllegalArgumentException(
              "carbon: path must be 'riemann', 'percentiles', 'tags' or a block, was '"
                  + value
                  + "'");
    };
  }

  /** How the output's messages wait, with what the user said in place of the usual. */
  public OutboxSettings outbox() {
    try {
      return new OutboxSettings(
          whole("queue", usual.capacity()),
          usual.coalesce(),
          duration("timeout", usual.timeout()),
          usual.firstRetry(),
          usual.maxRetry(),
          duration("giveUpAfter", usual.giveUpAfter()),
          whole("ratePerMinute", usual.ratePerMinute()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(kind + ": " + e.getMessage(), e);
    }
  }

  private Duration duration(String option, Duration otherwise) {
    return options.get(option) instanceof Duration d ? d : otherwise;
  }

  /** A path made by a block of the rule file. */
  private record FunctionPath(RuleFunction<EventFunction> function) implements PathRule {
    @Override
    public @Nullable String path(Event event) {
      Object path = function.function().apply(event, event.timeMicrosOr(0));
      return path == null ? null : path.toString();
    }
  }
}
