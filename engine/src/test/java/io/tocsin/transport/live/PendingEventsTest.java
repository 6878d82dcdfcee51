package io.tocsin.transport.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for one client. An event weighs 161 bytes here. */
final class PendingEventsTest {

  private static final int WEIGHT = 161;

  private static Event event(String host, long metric) {
    return Event.builder().host(host).metric(metric).build();
  }

  private static PendingEvents pending(int events, boolean conflating) {
    return new PendingEvents(events * WEIGHT, conflating, new Crowd(Long.MAX_VALUE));
  }

  private static String drain(PendingEvents pending) {
    StringBuilder all = new StringBuilder();
    for (Event e = pending.poll(); e != null; e = pending.poll()) {
      all.append(e.getHost()).append(e.metricAsLong()).append(' ');
    }
    return all.toString().strip();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsAllInTheirOrderWhileThereIsRoom(boolean conflating) {
    PendingEvents pending = pending(4, conflating);
    pending.add(event("a", 1));
    pending.add(event("b", 2));
    pending.add(event("a", 3));
    pending.add(event("a", 4));

    assertThat(drain(pending)).isEqualTo("a1 b2 a3 a4");
    assertThat(pending.takeReplaced()).isZero();
  }

  @Test
  void keepsTheLatestOfEachWhenThereIsNoMoreRoom() {
    PendingEvents pending = pending(4, true);
    for (int i = 1; i <= 5; i++) {
      assertThat(pending.add(event(i == 2 ? "b" : "a", i))).isTrue();
    }

    assertThat(drain(pending)).isEqualTo("a5 b2");
    assertThat(pending.takeReplaced()).isEqualTo(3);
    assertThat(pending.takeReplaced()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, b c d7", "2, c d5 d6 d7"})
  void goesOnReplacingUntilHalfIsFree(int taken, String kept) {
    PendingEvents pending = pending(4, true);
    pending.add(event("a", 1));
    pending.add(event("b", 2));
    pending.add(event("c", 3));
    pending.add(event("d", 4));
    pending.add(event("d", 5));
    for (int i = 0; i < taken; i++) {
      pending.poll();
    }
    pending.add(event("d", 6));
    pending.add(event("d", 7));

    assertThat(drain(pending).replaceAll("[23]", "")).isEqualTo(kept);
  }

  @Test
  void whatCameAfterTheLatestOfEachFollowsIt() {
    PendingEvents pending = pending(4, true);
    for (int i = 1; i <= 9; i++) {
      pending.add(event(i % 2 == 0 ? "a" : "b", i));
    }
    pending.poll();
    for (int i = 10; i <= 12; i++) {
      pending.add(event("a", i));
    }
    assertThat(pending.takeReplaced()).isEqualTo(7);
    assertThat(drain(pending)).isEqualTo("a8 a10 a11 a12");
  }

  @Test
  void doesNotReplaceWhatWasTaken() {
    PendingEvents pending = pending(1, true);
    pending.add(event("a", 1));
    assertThat(drain(pending)).isEqualTo("a1");
    pending.add(event("a", 2));

    assertThat(drain(pending)).isEqualTo("a2");
    assertThat(pending.takeReplaced()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"321, false", "322, true"})
  void hasRoomForSoManyBytes(int bytes, boolean fits) {
    PendingEvents pending = new PendingEvents(bytes, false, new Crowd(Long.MAX_VALUE));

    assertThat(pending.add(event("a", 1))).isTrue();
    assertThat(pending.add(event("b", 1))).isEqualTo(fits);
    assertThat(pending.isEmpty()).isEqualTo(!fits);
  }

  @Test
  void whatIsReplacedOrTakenMakesRoom() {
    PendingEvents pending = pending(2, true);
    for (int i = 0; i < 1000; i++) {
      assertThat(pending.add(event("a", i))).isTrue();
      assertThat(pending.add(event("b", i))).isTrue();
      if (i % 10 == 0) {
        pending.poll();
      }
    }
    assertThat(pending.add(event("c", 0))).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource({"false, 0, true", "false, 1, false", "true, 0, true", "true, 1, true"})
  void hasLessRoomWhileTooMuchWaitsForAll(boolean conflating, int above, boolean fits) {
    int sure = PendingEvents.SURE_BYTES / WEIGHT;
    Crowd crowd = new Crowd(0);
    PendingEvents pending = new PendingEvents(Integer.MAX_VALUE, conflating, crowd);
    for (int i = 0; i < sure; i++) {
      assertThat(pending.add(event("a", i))).isTrue();
    }
    for (int i = 0; i < above; i++) {
      assertThat(pending.add(event("a", sure))).isEqualTo(fits);
    }

    assertThat(pending.takeReplaced()).isEqualTo(conflating ? (long) sure * above : 0);
  }

  @Test
  void weighsInTheCrowdUntilItIsTakenReplacedOrForgotten() {
    Crowd crowd = new Crowd(WEIGHT - 1);
    PendingEvents pending = new PendingEvents(2 * WEIGHT, true, crowd);
    pending.add(event("a", 1));
    assertThat(crowd.isTooLarge()).isTrue();
    drain(pending);
    assertThat(crowd.isTooLarge()).isFalse();
    for (int i = 0; i < 5; i++) {
      pending.add(event("a", i));
    }
    pending.poll();
    assertThat(crowd.isTooLarge()).isFalse();
    pending.add(event("a", 1));
    pending.close();
    pending.add(event("a", 2));

    assertThat(crowd.isTooLarge()).isFalse();
    assertThat(pending.isEmpty()).isTrue();
  }

  @Test
  void textsTagsAndAttributesWeigh() {
    Event large =
        Event.builder()
            .description("x".repeat(1000))
            .tag("t".repeat(1000))
            .attribute("n".repeat(1000), "v".repeat(1000))
            .build();
    Crowd crowd = new Crowd(Long.MAX_VALUE);

    assertThat(new PendingEvents(4000, false, crowd).add(large)).isFalse();
    assertThat(new PendingEvents(4300, false, crowd).add(large)).isTrue();
  }
}
