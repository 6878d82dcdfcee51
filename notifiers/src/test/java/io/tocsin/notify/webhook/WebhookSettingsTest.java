package io.tocsin.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link WebhookSettings}. */
final class WebhookSettingsTest {

  private static WebhookSettings with(
      String name, String method, Map<String, Secret> headers, @Nullable Secret key) {
    return new WebhookSettings(
        name, Secret.of("https://a.org"), method, headers, null, key, OutboxSettings.MESSAGES);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', x, 'no name of a header'",
    "'a b', x, 'no name of a header'",
    "'a:', x, 'no name of a header'",
    "Host, x, cannot be set",
    "content-length, x, cannot be set",
  })
  void refusesHeadersThatCannotBeSent(String header, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("hook", "POST", Map.of(header, Secret.of(value)), null))
        .withMessageContaining("'" + header + "'")
        .withMessageContaining(message);
  }

  @Test
  void refusesALineEndInAHeaderWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> with("hook", "POST", Map.of("X-Key", Secret.of("top\r\nX-Evil: 1")), null))
        .withMessageContaining("X-Key")
        .withMessageNotContaining("top");
  }

  @Test
  void refusesAHeaderGivenTwice() {
    Map<String, Secret> twice = Map.of("X-Key", Secret.of("1"), "x-key", Secret.of("2"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("hook", "POST", twice, null))
        .withMessageContaining("twice");
  }

  @Test
  void refusesAnEmptyNameAnOddMethodAndAnEmptyKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(" ", "POST", Map.of(), null))
        .withMessageContaining("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("hook", "GET", Map.of(), null))
        .withMessage("webhook: method must be POST, PUT or PATCH, was 'GET'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("hook", "POST", Map.of(), Secret.of("")))
        .withMessageContaining("key to sign with");
  }

  @Test
  void takesWhatIsFine() {
    WebhookSettings settings = with("hook", "PATCH", Map.of("X-Key", Secret.of("é")), null);

    assertThat(settings.kind()).isEqualTo("webhook");
  }
}
