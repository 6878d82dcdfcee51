package io.tocsin.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link EventJson}. */
final class EventJsonTest {

  private static String json(Event event) {
    return EventJson.write(EventJson.of(event));
  }

  @Test
  void namesTheFieldsAsRiemannDoesAndPutsAttributesBesideThem() {
    Event event =
        Event.builder()
            .host("h")
            .service("s")
            .state("ok")
            .description("d")
            .metric(1L)
            .timeMicros(1_500_000)
            .ttlMicros(60_000_000)
            .tags(List.of("a", "b"))
            .attribute("zone", "eu")
            .build();

    assertThat(json(event))
        .isEqualTo(
            "{\"host\":\"h\",\"service\":\"s\",\"state\":\"ok\",\"description\":\"d\",\"metric\":1,"
                + "\"time\":\"1970-01-01T00:00:01.500Z\",\"ttl\":60,\"tags\":[\"a\",\"b\"],"
                + "\"zone\":\"eu\"}");
  }

  @Test
  void leavesOutWhatIsAbsent() {
    assertThat(json(Event.builder().build())).isEqualTo("{}");
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({"0.1, 0.1", "-2.5E-9, -2.5E-9", "1.0, 1.0", "Infinity, null", "-Infinity, null"})
  void writesFloatingMetricsOrNull(double metric, String text) {
    assertThat(json(Event.builder().metric(metric).build())).isEqualTo("{\"metric\":" + text + "}");
  }

  @Test
  void writesWholeMetricsExactly() {
    assertThat(json(Event.builder().metric(Long.MAX_VALUE).build()))
        .isEqualTo("{\"metric\":9223372036854775807}");
  }

  @ParameterizedTest(name = "{0} us as {1}")
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1, 1970-01-01T00:00:00.000001Z",
    "1400000000123000, 2014-05-13T16:53:20.123Z",
    "-1, 1969-12-31T23:59:59.999999Z",
    "9223372036854775807, +294247-01-10T04:00:54.775807Z"
  })
  void writesMomentsToTheMicrosecond(long micros, String text) {
    assertThat(EventJson.time(micros)).isEqualTo(text);
  }

  @Test
  void keepsAnAttributeThatIsCalledLikeAField() {
    Event event = Event.of(Map.of("host", "real", "attr:host", "custom"));

    assertThat(json(event)).isEqualTo("{\"host\":\"real\",\"attr:host\":\"custom\"}");
  }

  @Test
  void writesATimeToLiveOfPartsOfASecond() {
    assertThat(json(Event.builder().ttlMicros(250_000).build())).isEqualTo("{\"ttl\":0.25}");
  }

  @Test
  void survivesHalfASurrogatePair() {
    byte[] bytes = json(Event.of(Map.of("host", "a\ud83d"))).getBytes(StandardCharsets.UTF_8);

    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"host\":\"a?\"}");
  }

  @Test
  void escapesForTheInsideOfAString() {
    assertThat(EventJson.escaped("a\"b\\\n\u0001é")).isEqualTo("a\\\"b\\\\\\n\\u0001é");
  }
}
