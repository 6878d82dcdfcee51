package io.tocsin.dsl.internal;

import io.tocsin.event.Event;
import io.tocsin.notify.carbon.PathRule;
import io.tocsin.notify.email.SmtpServer;
import io.tocsin.notify.email.SubjectRule;
import io.tocsin.notify.email.Tls;
import io.tocsin.notify.file.ConsoleSettings;
import io.tocsin.notify.text.TextTemplate;
import io.tocsin.sink.OutboxLimits;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.WhenFull;
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

  private final RuleBuilder builder;
  private final String kind;
  private final Map<String, ?> options;
  private final OutboxSettings usual;
  private final String usualName;

  public OutputOptions(
      RuleBuilder builder, String kind, Map<String, ?> options, OutboxSettings usual) {
    this.builder = builder;
    this.kind = kind;
    this.options = options;
    this.usual = usual;
    this.usualName = builder.outputName(kind);
  }

  public String name() {
    return textOr("name", usualName);
  }

  public String text(String option) {
    return present(option, textOrNull(option));
  }

  public String textOr(String option, String otherwise) {
    return valueOr(option, String.class, otherwise);
  }

  private @Nullable String textOrNull(String option) {
    Object value = options.get(option);
    return value == null ? null : textOr(option, "");
  }

  private <T> T present(String option, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(kind + ": the option '" + option + "' is missing");
    }
    return value;
  }

  /** What does not fit is a fault; its value is shown by the caller's type only. */
  private <T> T valueOr(String option, Class<T> type, T otherwise) {
    Object value = options.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!OptionValues.fits(type, value)) {
      throw wrong(option, OptionTypes.wanted(type), value);
    }
    return OptionValues.as(type, value);
  }

  /** Names the type only: the value may hold a secret. */
  private IllegalArgumentException wrong(String option, String wanted, Object value) {
    return new IllegalArgumentException(
        kind
            + ": the option '"
            + option
            + "' takes "
            + wanted
            + ", not "
            + CompilerMessages.simple(value.getClass().getName()));
  }

  /** One text or a list of them; none when absent. */
  public List<String> texts(String option) {
    Object value = options.get(option);
    if (value == null) {
      return List.of();
    }
    List<?> all = value instanceof List<?> list ? list : List.of(value);
    return all.stream()
        .map(
            text -> {
              if (text instanceof CharSequence) {
                return text.toString();
              }
              throw wrong(option, "a text or a list of texts", text == null ? value : text);
            })
        .toList();
  }

  public int whole(String option, int otherwise) {
    return valueOr(option, Integer.class, otherwise);
  }

  public Secret secret(String option) {
    return present(option, secretOrNull(option));
  }

  public @Nullable Secret secretOrNull(String option) {
    Object value = options.get(option);
    return value == null ? null : secretOf(option, value);
  }

  private Secret secretOf(String option, @Nullable Object value) {
    if (value instanceof Secret s) {
      return s;
    }
    if (value instanceof CharSequence || value instanceof Number) {
      return Secret.of(value.toString());
    }
    throw wrong(option, "secret('NAME') or a text", value == null ? "" : value);
  }

  public Map<String, Secret> headers() {
    Map<String, Secret> headers = new LinkedHashMap<>();
    Map<?, ?> given = valueOr("headers", Map.class, Map.of());
    given.forEach((name, value) -> headers.put(String.valueOf(name), secretOf("headers", value)));
    return headers;
  }

  public @Nullable TextTemplate template(String option) {
    String text = textOrNull(option);
    return text == null ? null : TextTemplate.parse(text);
  }

  public SubjectRule subject() {
    String text = textOrNull("subject");
    return text == null ? SubjectRule.headline() : SubjectRule.template(text);
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
    return options.containsKey("ca") ? server.withCa(file(kind, text("ca"))) : server;
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
    Object ca = files.get("ca");
    if (ca == null) {
      throw new IllegalArgumentException(
          kind + ": tls: ca is missing: the certificate of who signs the receiver's");
    }
    Object cert = files.get("cert");
    Object key = files.get("key");
    if ((cert == null) != (key == null)) {
      throw new IllegalArgumentException(kind + ": tls: cert and key go together");
    }
    String what = kind + ": tls";
    return new ClientTls(
        file(what, ca.toString()),
        cert == null ? null : file(what, cert.toString()),
        key == null ? null : file(what, key.toString()));
  }

  private Path file(String what, String written) {
    return NamedFiles.find(builder, builder.place(), what, written);
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
    return switch (text("path")) {
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
    OutboxLimits limits = usual.limits();
    int queue = whole("queue", limits.messages());
    Number bytes = valueOr("queueBytes", Number.class, limits.bytes());
    Duration maxAge = duration("maxAge", limits.age());
    String whenFull = textOr("whenFull", "dropNewest");
    int ratePerMinute = whole("ratePerMinute", usual.ratePerMinute());
    Duration timeout = duration("timeout", usual.timeout());
    Duration giveUpAfter = duration("giveUpAfter", usual.giveUpAfter());
    try {
      return new OutboxSettings(
          new OutboxLimits(queue, bytes.longValue(), maxAge, whenFull(whenFull)),
          usual.coalesce(),
          timeout,
          usual.firstRetry(),
          usual.maxRetry(),
          giveUpAfter,
          ratePerMinute);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(kind + ": " + e.getMessage(), e);
    }
  }

  private static WhenFull whenFull(String word) {
    return switch (word) {
      case "block" -> WhenFull.BLOCK;
      case "dropOldest" -> WhenFull.DROP_OLDEST;
      case "dropNewest" -> WhenFull.DROP_NEWEST;
      default ->
          throw new IllegalArgumentException(
              "whenFull must be 'block', 'dropOldest' or 'dropNewest', was '" + word + "'");
    };
  }

  private Duration duration(String option, Duration otherwise) {
    return valueOr(option, Duration.class, otherwise);
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
