package io.tocsin.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.notify.contract.HttpSinkContract;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import io.tocsin.sink.SinkSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of the Slack output. */
final class SlackSinkTest extends HttpSinkContract {

  private static final String TOKEN = "T0AbC/B0dEf/gHiJkL12345";

  @Override
  protected SinkSettings settings(int port) {
    return new SlackSettings(
        "chat",
        Secret.of("http://127.0.0.1:" + port + "/services/" + TOKEN),
        "#ops",
        "tocsin",
        OutboxSettings.MESSAGES);
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN, "gHiJkL12345");
  }

  @Test
  void postsJsonToTheWebhook() throws Exception {
    attempt(settings(port()), PLENTY);

    Received request = received.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/services/" + TOKEN);
    assertThat(request.headers().getFirst("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(new ObjectMapper().readTree(request.body()).get("channel").asText())
        .isEqualTo("#ops");
  }

  @Test
  void passesOnSlacksOwnWordForARefusal() throws Exception {
    answers(410, Map.of(), "channel_is_archived");

    assertThat(attempt(settings(port()), PLENTY))
        .isEqualTo(Delivery.rejected("HTTP 410 channel_is_archived"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ftp://a/b", "/services/x", "http://", "https://a b/SECRET", "h:SECRET"})
  void refusesAWebhookThatIsNoAddressWithoutShowingIt(String webhook) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SlackSettings.of("chat", Secret.of(webhook)))
        .withMessageStartingWith("slack: webhook must be a full http or https address")
        .withMessageNotContaining("SECRET")
        .withNoCause();
  }
}
