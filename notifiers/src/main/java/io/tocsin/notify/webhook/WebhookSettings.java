package io.tocsin.notify.webhook;

import io.tocsin.notify.http.SecretAddress;
import io.tocsin.notify.text.TextTemplate;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages to any HTTP receiver: one request for each message.
 *
 * <p>The body is {@code {"events": [...]}} with Riemann's field names, or what the template says;
 * its content type is JSON unless the headers name another. {@code Idempotency-Key} is the same at
 * each attempt of a message. With a key the body's HMAC-SHA-256 stands in {@code
 * X-Tocsin-Signature} as {@code sha256=} and hexadecimal digits.
 *
 * <p>2xx is delivered; 408, 429 and 5xx are tried again, not before {@code Retry-After}; every
 * other answer, a redirection too, refuses the message.
 *
 * @param name in {@code status} and logs
 * @param url may hold {@code user:password@} or tokens, and is never shown
 * @param method {@code POST}, {@code PUT} or {@code PATCH}
 * @param headers further ones; their values may be secrets and are never shown
 * @param template of the body, null for all events as JSON; values are escaped for JSON strings
 * @param hmacKey to sign with, null for no signature
 * @param outbox how messages wait
 */
public record WebhookSettings(
    String name,
    Secret url,
    String method,
    Map<String, Secret> headers,
    @Nullable TextTemplate template,
    @Nullable Secret hmacKey,
    OutboxSettings outbox)
    implements SinkSettings {

  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern NOT_IN_VALUE = Pattern.compile("[^\\t -~\\x80-\\xff]");

  /** What the HTTP client writes by itself. */
  private static final List<String> TAKEN =
      List.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  public WebhookSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("webhook: name must not be empty");
    }
    SecretAddress.parse("webhook: url", url);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "webhook: method must be POST, PUT or PATCH, was '" + method + "'");
    }
    headers.forEach(WebhookSettings::check);
    Map<String, Secret> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    if (sorted.size() < headers.size()) {
      throw new IllegalArgumentException(
          "webhook: a header is given twice in " + headers.keySet() + "; case makes no difference");
    }
    headers = Map.copyOf(sorted);
    if (hmacKey != null && hmacKey.reveal().isEmpty()) {
      throw new IllegalArgumentException(
          "webhook: the key to sign with must not be empty; leave it out for no signature");
    }
  }

  private static void check(String header, Secret value) {
    if (!TOKEN.matcher(header).matches()) {
      throw new IllegalArgumentException(
          "webhook: '" + header + "' is no name of a header; use letters, digits and -");
    }
    if (TAKEN.contains(header.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "webhook: header '" + header + "' cannot be set; it follows from the request");
    }
    if (NOT_IN_VALUE.matcher(value.reveal()).find()) {
      throw new IllegalArgumentException(
          "webhook: the value of header '"
              + header
              + "' has a line end or a character that HTTP does not allow; it is not shown");
    }
  }

  /** All events as JSON by POST, unsigned, with an outbox for messages. */
  public static WebhookSettings of(String name, Secret url) {
    return new WebhookSettings(name, url, "POST", Map.of(), null, null, OutboxSettings.MESSAGES);
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String receiver() {
    return SecretAddress.parse("webhook: url", url).place();
  }

  @Override
  public Sink open() {
    return new WebhookSink(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
