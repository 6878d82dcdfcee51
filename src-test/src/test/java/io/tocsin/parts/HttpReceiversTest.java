package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slack and webhook messages reach a receiver that misbehaves, each once in the end. */
final class HttpReceiversTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @TempDir Path folder;

  private HubProcess hub(int port) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            server {
              tcp port: 0
            }
            def chat = slack(webhook: secret('SLACK_WEBHOOK'), channel: '#ops', timeout: 1.second)
            def hook = webhook(url: secret('HOOK'), headers: ['X-Token': secret('TOKEN')],
                hmac: secret('KEY'), timeout: 1.second)
            streams {
              tagged('slack') { sendTo chat }
              tagged('hook') { sendTo hook }
            }
            """);
    String base = "http://127.0.0.1:" + port;
    return HubProcess.start(
        rules,
        Map.of(
            "SLACK_WEBHOOK",
            base + "/services/T000/B000/slack-secret",
            "HOOK",
            base + "/hook-secret",
            "TOKEN",
            "token-secret",
            "KEY",
            "key-secret"));
  }

  private static Event event(String output, int number) {
    return Event.builder()
        .host("web1")
        .service("disk " + number)
        .state("critical")
        .metric(number)
        .description("<!channel> & co")
        .tag(output)
        .build();
  }

  private static void keepsSecrets(HubProcess hub) {
    assertThat(hub.log() + hub.out())
        .doesNotContain("slack-secret", "hook-secret", "token-secret", "key-secret");
  }

  @Test
  void aSlackMessageHasTextColourAndNoMentions() throws Exception {
    try (HttpReceiver slack = HttpReceiver.start();
        HubProcess hub = hub(slack.port())) {
      hub.send(event("slack", 1));

      Await.that(SOON, () -> assertThat(slack.taken()).hasSize(1));
      JsonNode message = slack.taken().get(0).json();
      assertThat(message.path("channel").asText()).isEqualTo("#ops");
      assertThat(message.path("text").asText()).isEqualTo("web1 disk 1 critical (1)");
      assertThat(message.path("attachments").get(0).path("color").asText()).isEqualTo("danger");
      assertThat(message.path("attachments").get(0).path("blocks")).isNotEmpty();
      assertThat(slack.taken().get(0).body())
          .contains("&lt;!channel&gt; &amp; co")
          .doesNotContain("<!channel>");
      keepsSecrets(hub);
    }
  }

  @Test
  void aWebhookIsSignedAndCarriesItsHeaders() throws Exception {
    try (HttpReceiver hook = HttpReceiver.start();
        HubProcess hub = hub(hook.port())) {
      hub.send(event("hook", 7));

      Await.that(SOON, () -> assertThat(hook.taken()).hasSize(1));
      HttpReceiver.Request request = hook.taken().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.headers()).containsEntry("X-Token", "token-secret");
      assertThat(request.json().path("events").get(0).path("service").asText()).isEqualTo("disk 7");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("key-secret".getBytes("UTF-8"), "HmacSHA256"));
      String expected = HexFormat.of().formatHex(mac.doFinal(request.body().getBytes("UTF-8")));
      assertThat(request.headers().values()).anyMatch(value -> value.contains(expected));
      keepsSecrets(hub);
    }
  }

  @Test
  void eachMessageArrivesOnceThroughErrorsSilenceAndBrokenConnections() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start();
        HubProcess hub = hub(receiver.port())) {
      receiver.misbehave(
          HttpReceiver.status(500),
          HttpReceiver.hangUp(),
          receiver.silence(),
          HttpReceiver.status(503));
      for (int i = 0; i < 5; i++) {
        hub.send(event("hook", i));
      }

      Await.that(
          SOON,
          () ->
              assertThat(services(receiver.taken()))
                  .containsExactlyInAnyOrder("disk 0", "disk 1", "disk 2", "disk 3", "disk 4"));
      Await.stays("each once", A_WHILE, () -> receiver.taken().size() == 5);
      assertThat(receiver.attempts()).hasSize(9);
      assertThat(
              receiver.attempts().stream()
                  .map(attempt -> attempt.headers().get("Idempotency-Key"))
                  .distinct())
          .as("attempts of one message share a key")
          .hasSize(5);
      keepsSecrets(hub);
    }
  }

  @Test
  void aReceiverThatAsksForPatienceGetsIt() throws Exception {
    try (HttpReceiver slack = HttpReceiver.start(HttpReceiver.status(429, "Retry-After", "4"));
        HubProcess hub = hub(slack.port())) {
      hub.send(event("slack", 1));

      Await.that(SOON, () -> assertThat(slack.taken()).hasSize(1));
      assertThat(slack.attempts()).hasSize(2);
      assertThat(
              Duration.ofNanos(
                  slack.attempts().get(1).atNanos() - slack.attempts().get(0).atNanos()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }
  }

  @Test
  void whatAReceiverRefusesIsNotSentAgain() throws Exception {
    try (HttpReceiver hook = HttpReceiver.start(HttpReceiver.status(404));
        HubProcess hub = hub(hook.port())) {
      hub.send(event("hook", 1));
      hub.send(event("hook", 2));

      Await.that(SOON, () -> assertThat(services(hook.taken())).containsExactly("disk 2"));
      Await.stays("two attempts", A_WHILE, () -> hook.attempts().size() == 2);
      assertThat(hub.log()).contains("404");
      keepsSecrets(hub);
    }
  }

  @Test
  void aReceiverThatDiedGetsWhatItMissed() throws Exception {
    int port;
    try (HttpReceiver first = HttpReceiver.start();
        HubProcess hub = hub(first.port())) {
      port = first.port();
      hub.send(event("hook", 1));
      Await.that(SOON, () -> assertThat(services(first.taken())).containsExactly("disk 1"));
      first.close();
      hub.send(event("hook", 2));
      hub.send(event("hook", 3));

      try (HttpReceiver second = HttpReceiver.startOn(port)) {
        Await.that(
            SOON,
            () ->
                assertThat(services(second.taken())).containsExactlyInAnyOrder("disk 2", "disk 3"));
      }
    }
  }

  private static List<String> services(List<HttpReceiver.Request> requests) throws Exception {
    List<String> services = new java.util.ArrayList<>();
    for (HttpReceiver.Request request : requests) {
      request.json().path("events").forEach(e -> services.add(e.path("service").asText()));
    }
    return services;
  }
}
