package io.tocsin.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link SlackMessage}. */
final class SlackMessageTest {

  private static JsonNode message(List<Event> events) throws Exception {
    return new ObjectMapper().readTree(new SlackMessage("", "").of(events));
  }

  private static JsonNode message(Map<String, ?> fields) throws Exception {
    return message(List.of(Event.of(fields)));
  }

  private static String section(JsonNode message) {
    return message.at("/attachments/0/blocks/0/text/text").asText();
  }

  @Test
  void showsHeadlineDescriptionAndTheRest() throws Exception {
    JsonNode message =
        message(
            Map.of(
                "host",
                "web1",
                "service",
                "disk",
                "state",
                "critical",
                "metric",
                0.95,
                "description",
                "full",
                "tags",
                List.of("a", "b")));

    assertThat(message.get("text").asText()).isEqualTo("web1 disk critical (0.95)");
    assertThat(section(message)).isEqualTo("*web1 disk critical (0.95)*\nfull");
    assertThat(message.at("/attachments/0/blocks/1/elements/0/text").asText())
        .isEqualTo("tags: a, b");
    assertThat(message.has("channel")).isFalse();
  }

  @Test
  void letsNothingOfAnEventBecomeAMentionOrALink() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(
          Event.of(
              Map.of(
                  "host", "@channel", "description", "http://bad.example", "build", "#general")));
    }
    JsonNode message = message(events);

    List<JsonNode> texts = message.findParents("type");
    assertThat(texts.stream().filter(node -> "mrkdwn".equals(node.path("type").asText())))
        .hasSize(41)
        .allMatch(node -> node.path("verbatim").asBoolean());
    assertThat(message.path("parse").asText()).isEqualTo("none");
    assertThat(message.path("link_names").asBoolean(true)).isFalse();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "ok, good",
    "warning, warning",
    "critical, danger",
    "expired, '#9e9e9e'",
    "odd, warning"
  })
  void coloursByState(String state, String colour) throws Exception {
    assertThat(message(Map.of("state", state)).at("/attachments/0/color").asText())
        .isEqualTo(colour);
  }

  @Test
  void isGreyWithoutState() {
    assertThat(SlackMessage.colour(null)).isEqualTo("#9e9e9e");
  }

  @Test
  void letsNoEventMentionOrLink() throws Exception {
    JsonNode message = message(Map.of("service", "<!channel>", "description", "a & <http://x|y>"));

    assertThat(message.toString()).doesNotContain("<").doesNotContain(">");
    assertThat(section(message)).isEqualTo("*&lt;!channel&gt;*\na &amp; &lt;http://x|y&gt;");
  }

  @Test
  void keepsEveryTextWithinSlacksLimit() throws Exception {
    String evil = "<&>".repeat(5_000);

    JsonNode message =
        message(Map.of("host", evil, "service", evil, "description", evil, "x", evil, "y", evil));

    for (JsonNode text : message.findValues("text")) {
      if (text.isTextual()) {
        assertThat(text.asText()).hasSizeLessThanOrEqualTo(3000);
      }
    }
    assertThat(section(message).length()).isGreaterThan(2900);
  }

  @ParameterizedTest(name = "{0} within {1}: {2}")
  @CsvSource({
    "abc, 3, abc",
    "abcd, 3, ab…",
    "&&, 10, &amp;&amp;",
    "&&, 9, &amp;…",
    "&&&, 6, &amp;…",
    "&, 4, …",
    "<<<<<<<<, 9, &lt;&lt;…",
    "a😀b, 3, a…",
    "a😀b, 4, a😀b"
  })
  void cutsBetweenEscapedCharacters(String text, int most, String expected) {
    assertThat(SlackMessage.escaped(text, most)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} events make {1} attachments")
  @CsvSource({"1, 1", "20, 20", "21, 21", "500, 21"})
  void sumsUpWhatDoesNotFit(int count, int attachments) throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Event.of(Map.of("service", "s" + i, "state", "ok")));
    }

    JsonNode message = message(events);

    assertThat(message.get("attachments")).hasSize(attachments);
    String last = message.at("/attachments/" + (attachments - 1) + "/blocks/0/text/text").asText();
    assertThat(last)
        .isEqualTo(
            count > 20
                ? "and " + (count - 20) + " more: " + (count - 20) + " ok"
                : "*s" + (count - 1) + " ok*");
  }
}
