package io.tocsin.transport.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits for one client. */
final class PendingEventsTest {

  private static Event event(String host, long metric) {
    return Event.builder().host(host).metric(metric).build();
  }

  private static String drain(PendingEvents pending) {
    StringBuilder all = new StringBuilder();
    for (Event e = pending.poll(); e != null; e = pending.poll()) {
      all.append(e.getHost()).append(e.metricAsLong()).append(' ');
    }
    return all.toString().strip();
  }

  @ParameterizedTest
  @CsvSource({"true, a3 b2, 1", "false, a1 b2 a3, 0"})
  void keepsTheLatestOfEachOnDemand(boolean conflating, String kept, long replaced) {
    PendingEvents pending = new PendingEvents(10_000, conflating);
    pending.add(event("a", 1));
    pending.add(event("b", 2));
    pending.add(event("a", 3));

    assertThat(drain(pending)).isEqualTo(kept);
    assertThat(pending.takeReplaced()).isEqualTo(replaced);
    assertThat(pending.takeReplaced()).isZero();
  }

  @Test
  void doesNotReplaceWhatWasTaken() {
    PendingEvents pending = new PendingEvents(10_000, true);
    pending.add(event("a", 1));
    assertThat(drain(pending)).isEqualTo("a1");
    pending.add(event("a", 2));

    assertThat(drain(pending)).isEqualTo("a2");
    assertThat(pending.takeReplaced()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"321, false", "322, true"})
  void hasRoomForSoManyBytes(int bytes, boolean fits) {
    PendingEvents pending = new PendingEvents(bytes, false);

    assertThat(pending.add(event("a", 1))).isTrue();
    assertThat(pending.add(event("b", 1))).isEqualTo(fits);
    assertThat(pending.isEmpty()).isEqualTo(!fits);
  }

  @Test
  void whatIsReplacedOrTakenMakesRoom() {
    PendingEvents pending = new PendingEvents(322, true);
    for (int i = 0; i < 1000; i++) {
      assertThat(pending.add(event("a", i))).isTrue();
      assertThat(pending.add(event("b", i))).isTrue();
      if (i % 10 == 0) {
        pending.poll();
      }
    }
    assertThat(pending.add(event("c", 0))).isEqualTo(false);
  }

  @Test
  void textsTagsAndAttributesWeigh() {
    Event large =
        Event.builder()
            .description("x".repeat(1000))
            .tag("t".repeat(1000))
            .attribute("n".repeat(1000), "v".repeat(1000))
            .build();

    assertThat(new PendingEvents(4000, false).add(large)).isFalse();
    assertThat(new PendingEvents(4300, false).add(large)).isTrue();
  }
}
