package io.tocsin.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.event.Event;
import io.tocsin.notify.contract.HttpSinkContract;
import io.tocsin.notify.text.TextTemplate;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behaviour of the webhook output. */
final class WebhookSinkTest extends HttpSinkContract {

  private static final Secret KEY = Secret.of("hmac-key-9");

  @Override
  protected SinkSettings settings(int port) {
    return with(port, "POST", null);
  }

  private static WebhookSettings with(
      int port, String method, @org.jspecify.annotations.Nullable TextTemplate template) {
    return new WebhookSettings(
        "hook",
        Secret.of("http://joe:pass%20word@127.0.0.1:" + port + "/in?token=tok-77"),
        method,
        Map.of("X-Api-Key", Secret.of("api-88")),
        template,
        KEY,
        OutboxSettings.MESSAGES);
  }

  @Override
  protected List<String> secrets() {
    return List.of("tok-77", "api-88", "pass word", "pass%20word", "hmac-key-9");
  }

  @Test
  void postsEventsAsSignedJson() throws Exception {
    attempt(settings(port()), PLENTY);

    Received request = received.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/in?token=tok-77");
    assertThat(request.body())
        .isEqualTo(
            "{\"events\":[{\"host\":\"web1\",\"service\":\"disk /\",\"state\":\"critical\","
                + "\"description\":\"nearly full\",\"metric\":0.95,"
                + "\"time\":\"2014-05-13T16:53:20Z\",\"build\":\"7\"}]}");
    assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().getFirst("X-Api-Key")).isEqualTo("api-88");
    assertThat(request.headers().getFirst("X-Tocsin-Signature"))
        .isEqualTo(Signature.of(request.body().getBytes(StandardCharsets.UTF_8), KEY));
  }

  @Test
  void logsInWithTheCredentialsOfTheAddress() throws Exception {
    attempt(settings(port()), PLENTY);

    byte[] login = "joe:pass word".getBytes(StandardCharsets.UTF_8);
    assertThat(received.get(0).headers().getFirst("Authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString(login));
  }

  @Test
  void namesAMessageTheSameAtEachAttemptAndOthersDifferently() throws Exception {
    try (Sink sink = settings(port()).open()) {
      attempt(sink, message(), PLENTY);
      attempt(sink, message(), PLENTY);
      attempt(sink, List.of(message().get(0).withMetric(1)), PLENTY);
    }
    attempt(settings(port()), PLENTY);

    List<String> keys =
        received.stream().map(request -> request.headers().getFirst("Idempotency-Key")).toList();
    assertThat(keys.get(0))
        .matches("6f3a-0-[0-9]+-[0-9a-f]{8}")
        .isEqualTo(keys.get(1))
        .isEqualTo(keys.get(3));
    assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
  }

  @Test
  void fillsATemplateWithEscapedValues() throws Exception {
    TextTemplate template =
        TextTemplate.parse("{\"text\":\"{{description}}\",\"v\":{{metric}},\"n\":{{count}}}");
    Event nasty = Event.of(Map.of("description", "a \"b\"\n\\ é", "metric", 2));
    try (Sink sink = with(port(), "PUT", template).open()) {
      attempt(sink, List.of(nasty, nasty), PLENTY);
    }

    JsonNode body = new ObjectMapper().readTree(received.get(0).body());
    assertThat(received.get(0).method()).isEqualTo("PUT");
    assertThat(body.get("text").asText()).isEqualTo("a \"b\"\n\\ é");
    assertThat(body.get("v").asLong()).isEqualTo(2);
    assertThat(body.get("n").asInt()).isEqualTo(2);
  }

  @Test
  void doesNotShowATemplateThatMayHoldAKey() {
    assertThat(with(1, "POST", TextTemplate.parse("routing_key=tok-77 {{host}}")).toString())
        .doesNotContain("tok-77");
  }

  @Test
  void signsAsTheStandardsExampleDoes() {
    byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

    assertThat(Signature.of(body, Secret.of("Jefe")))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}
