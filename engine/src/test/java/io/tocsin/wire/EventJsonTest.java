package io.tocsin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link EventJson}, alone and read back. */
final class EventJsonTest {

  private static final EventJsonReader READER = new EventJsonReader(WireLimits.DEFAULT);

  static List<Arguments> events() {
    return List.of(
        Arguments.of(Event.builder().build(), "{}"),
        Arguments.of(
            RandomEvents.full(),
            "{\"host\":\"h\",\"service\":\"s\",\"state\":\"ok\",\"description\":\"d\",\"metric\":1.5,"
                + "\"time\":\"2025-11-24T16:00:00.123456Z\",\"ttl\":60,\"tags\":[\"a\",\"b\"],"
                + "\"k\":\"v\"}"),
        Arguments.of(
            Event.builder().metric(Long.MAX_VALUE).build(), "{\"metric\":9223372036854775807}"),
        Arguments.of(Event.builder().metric(2.0).build(), "{\"metric\":2.0}"),
        Arguments.of(
            Event.builder().metric(Double.NEGATIVE_INFINITY).build(), "{\"metric\":\"-Infinity\"}"),
        Arguments.of(
            Event.builder().metric(Double.POSITIVE_INFINITY).build(), "{\"metric\":\"Infinity\"}"),
        Arguments.of(Event.builder().timeMicros(0).build(), "{\"time\":\"1970-01-01T00:00:00Z\"}"),
        Arguments.of(Event.builder().ttlMicros(1).build(), "{\"ttl\":1.0E-6}"),
        Arguments.of(Event.builder().attribute("host", "x").build(), "{\"attr:host\":\"x\"}"),
        Arguments.of(
            Event.builder().attribute("attr:host", "x").build(), "{\"attr:attr:host\":\"x\"}"),
        Arguments.of(Event.builder().attribute("a\"\n", "b").build(), "{\"a\\\"\\n\":\"b\"}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesWhatIsPresent(Event event, String json) {
    assertThat(EventJson.write(EventJson.of(event))).isEqualTo(json);
  }

  @Test
  void escapesATextForAStringOfJson() {
    assertThat(EventJson.escaped("a\"b\\c\n")).isEqualTo("a\\\"b\\\\c\\n");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void whatIsWrittenIsReadBack(long seed) throws WireException {
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Event> events = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        events.add(RandomEvents.next(random));
      }

      byte[] json = EventJson.write(EventJson.of(events)).getBytes(StandardCharsets.UTF_8);

      assertThat(READER.readAll(json, 0, json.length)).isEqualTo(events);
    }
  }
}
