package io.tocsin.notify.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.event.Event;
import io.tocsin.sink.MessageId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link TextTemplate} and {@link MessageKey}. */
final class TextTemplateTest {

  private static final Event EVENT =
      Event.of(
          Map.of(
              "host",
              "h",
              "service",
              "s",
              "state",
              "ok",
              "metric",
              2,
              "time",
              0,
              "ttl",
              1.5,
              "tags",
              List.of("a", "b"),
              "zone",
              "eu"));

  private static String render(String template, Event... events) {
    return TextTemplate.parse(template).render(List.of(events), UnaryOperator.identity());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "{{host}}, h",
    "a{{ service }}b{{state}}c, asbokc",
    "{{metric}}, 2",
    "{{time}}, 1970-01-01T00:00:00Z",
    "{{ttl}}, 1.5",
    "'{{tags}}', 'a, b'",
    "{{attr:zone}}, eu",
    "x{{attr:none}}{{description}}x, xx",
    "{{headline}}, h s ok (2)",
    "{{count}}, 1",
    "{host} }} {{, {host} }} {{",
    "'', ''"
  })
  void putsInValues(String template, String text) {
    assertThat(render(template, EVENT)).isEqualTo(text);
  }

  @Test
  void takesFieldsFromTheFirstEventAndCountsAll() {
    Event other = Event.of(Map.of("host", "other"));

    assertThat(render("{{host}} {{count}} {{events}}", other, other))
        .isEqualTo("other 2 [{\"host\":\"other\"},{\"host\":\"other\"}]");
  }

  @Test
  void writesNullForAMetricThatIsNoNumber() {
    assertThat(render("{{metric}}", Event.builder().build())).isEqualTo("null");
    assertThat(render("{{metric}}", Event.builder().metric(1.0 / 0).build())).isEqualTo("null");
  }

  @Test
  void escapesValuesButNotTheTemplate() {
    String text =
        TextTemplate.parse("<{{host}}>")
            .render(List.of(Event.of(Map.of("host", "{{state}}"))), value -> "[" + value + "]");

    assertThat(text).isEqualTo("<[{{state}}]>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{hsot}}", "{{}}", "{{attr:}}", "{{HOST}}"})
  void refusesAnUnknownName(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextTemplate.parse(template))
        .withMessageStartingWith("template: no value '")
        .withMessageContaining("write one of host, service");
  }

  @Test
  void isComparedByItsText() {
    assertThat(TextTemplate.parse("{{host}}")).isEqualTo(TextTemplate.parse("{{host}}"));
    assertThat(TextTemplate.parse("{{host}}")).isNotEqualTo(TextTemplate.parse("{{ host }}"));
    assertThat(TextTemplate.parse("{{host}}").toString()).isEqualTo("template of 8 characters");
  }

  @Test
  void namesAMessageByItsIdAndItsOutput() {
    String key = MessageKey.of("mail", new MessageId(0x6f3a, 0, 12));

    assertThat(key).matches("6f3a-0-12-[0-9a-f]{8}");
    assertThat(MessageKey.of("mail", new MessageId(0x6f3a, 0, 12))).isEqualTo(key);
    assertThat(MessageKey.of("other", new MessageId(0x6f3a, 0, 12)))
        .startsWith("6f3a-0-12-")
        .isNotEqualTo(key);
    assertThat(MessageKey.of("mail", new MessageId(0x6f3a, 1, 2))).isNotEqualTo(key);
  }
}
