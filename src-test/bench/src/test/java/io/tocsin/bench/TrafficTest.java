package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up events. */
final class TrafficTest {

  @Test
  void isTheSameEveryTime() {
    assertThat(new Traffic(100).next()).containsExactly(new Traffic(100).next());
  }

  @Test
  void timeGoesOnByOneStepAnEvent() {
    Traffic traffic = new Traffic(10);
    List<Event> events = new ArrayList<>(List.of(traffic.next()));
    events.addAll(List.of(traffic.next()));

    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).timeMicrosOr(0))
          .isEqualTo(Traffic.START_MICROS + (i + 1) * Traffic.STEP_MICROS);
    }
    assertThat(traffic.nowMicros()).isEqualTo(events.get(events.size() - 1).timeMicrosOr(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void hasSoManyKeysAndEveryState(int keys) {
    Traffic traffic = new Traffic(keys);
    Set<String> seen = new HashSet<>();
    Set<String> states = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      for (Event event : traffic.next()) {
        seen.add(event.getHost() + " " + event.getService());
        states.add(event.getState());
      }
    }

    assertThat(seen).hasSize(keys);
    assertThat(traffic.onceEach()).hasSize(keys);
    assertThat(states).contains("ok", "warning");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 11})
  void keysAreHostsOfTenServices(int keys) {
    assertThatThrownBy(() -> new Traffic(keys)).hasMessageContaining(" " + keys);
  }
}
