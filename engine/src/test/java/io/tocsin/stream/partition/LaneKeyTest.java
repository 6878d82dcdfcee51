package io.tocsin.stream.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LaneKeyTest {

  @ParameterizedTest
  @CsvSource({
    "host, host",
    "service, service",
    "state, state",
    "zone, zone",
    "attr:zone, zone",
    "attr:host, attr:host",
  })
  void namesOfOneFieldAreOneKey(String written, String field) {
    assertThat(LaneKey.of(written).field()).isEqualTo(field);
    assertThat(LaneKey.of(written)).isEqualTo(LaneKey.of(field)).hasToString(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metric", "time", "ttl", "tags", "description", "", "attr:"})
  void refusesFieldsThatNameNothing(String field) {
    assertThatThrownBy(() -> LaneKey.of(field))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lanes: by must be host, service, state or an attribute, was '" + field + "'");
  }

  @Test
  void oneValueIsAlwaysOnOneLaneAndManyValuesUseAllLanes() {
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Event event = Event.of(Map.of("host", "web" + i, "metric", i));
      int lane = LaneKey.HOST.laneOf(event, 4);
      assertThat(LaneKey.HOST.laneOf(event.withService("other"), 4)).isEqualTo(lane);
      used.add(lane);
    }

    assertThat(used).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void anEventWithoutTheFieldIsOnTheFirstLane() {
    assertThat(LaneKey.of("zone").laneOf(Event.of(Map.of("host", "b")), 7)).isZero();
  }

  @Test
  void anAttributeThatIsNamedLikeAFieldIsAKeyOfItsOwn() {
    LaneKey key = LaneKey.of("attr:host");
    Event event = Event.builder().host("a").attribute("host", "b").build();
    Event other = Event.builder().host("x").attribute("host", "b").build();

    assertThat(key.laneOf(event, 1000)).isEqualTo(key.laneOf(other, 1000));
    assertThat(key).isNotEqualTo(LaneKey.HOST);
  }
}
