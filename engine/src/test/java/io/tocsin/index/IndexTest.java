package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.index.Index.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link Index}. */
final class IndexTest {

  private static final long SECOND = 1_000_000;

  private final IndexLane lane = new IndexLane(IndexSettings.DEFAULT);
  private final Index index = lane.index();

  private static EventBuilder event(String host, String service) {
    return Event.builder().host(host).service(service).state("ok").timeMicros(0);
  }

  @Test
  void keepsTheLastToArriveEvenIfItIsOlder() {
    Event newer = event("a", "x").timeMicros(5 * SECOND).build();
    Event older = event("a", "x").timeMicros(4 * SECOND).build();

    assertThat(lane.put(newer)).isEqualTo(Outcome.ADDED);
    assertThat(lane.put(older)).isEqualTo(Outcome.UPDATED);

    assertThat(index.get("a", "x")).isSameAs(older);
    assertThat(index.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"a, x", "a, -", "-, x", "-, -"})
  void knowsAbsentHostsAndServicesAsKeys(String host, String service) {
    for (String h : new String[] {"a", null}) {
      for (String s : new String[] {"x", null}) {
        lane.put(event(h, s).build());
      }
    }

    assertThat(index.size()).isEqualTo(4);
    assertThat(index.get(host, service)).isEqualTo(event(host, service).build());
    assertThat(index.delete(host, service)).isTrue();
    assertThat(index.delete(host, service)).isFalse();
    assertThat(index.get(host, service)).isNull();
    assertThat(index.size()).isEqualTo(3);
  }

  @Test
  void givesAnEventWithoutTimeTheMomentOfItsArrival() {
    lane.advanceTo(7 * SECOND);

    lane.put(event("a", "x").noTime().build());

    assertThat(index.get("a", "x")).isEqualTo(event("a", "x").timeMicros(7 * SECOND).build());
  }

  @Test
  void expiresWithAllThatTheLastEventHad() {
    Event last =
        event("a", "x")
            .metric(3L)
            .description("d")
            .tags(List.of("t"))
            .attribute("build", "7")
            .ttlMicros(2 * SECOND)
            .build();
    lane.put(last);

    lane.advanceTo(3 * SECOND);

    assertThat(lane.takeExpired())
        .containsExactly(last.toBuilder().state("expired").timeMicros(2 * SECOND + 1).build());
    assertThat(index.get("a", "x")).isNull();
    assertThat(index.size()).isZero();
    lane.advanceTo(1000 * SECOND);
    assertThat(lane.takeExpired()).isEmpty();
  }

  /** Of an event that arrives at 100 s; "-" for an absent time or ttl, "never" for no expiry. */
  @ParameterizedTest(name = "time {0}, ttl {1}: expires at {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "100000000, 10000000, 110000001",
        "100000000, 1, 100000002",
        "100000000, 0, 101000000",
        "100000000, -1, 101000000",
        "100000000, -500000000, 101000000",
        "100000000, -, 160000001",
        "-, -, 160000001",
        "-, 5, 100000006",
        "95000000, 10000000, 105000001",
        "90000001, 10000000, 100000002",
        "90000000, 10000000, 100000001",
        "89999999, 10000000, 100000001",
        "0, 1, 100000001",
        "105000000, 1000000, 106000001",
        "105000001, 1000000, 101000001",
        "103000000, -1, 103000000",
        "103000000, -3000000, 101000000",
        "-9223372036854775807, -9223372036854775807, 101000000",
        "-9223372036854775807, 9223372036854775807, 100000001",
        "100000000, 9223372036754775805, 9223372036854775806",
        "100000000, 9223372036754775806, never",
        "100000000, 9223372036754775807, never",
        "100000000, 9223372036854775807, never",
      })
  void expiresOneMicrosecondPastItsTtl(Long time, Long ttl, String expected) {
    lane.advanceTo(100 * SECOND);
    EventBuilder b = event("a", "x").noTime();
    if (time != null) {
      b.timeMicros(time);
    }
    if (ttl != null) {
      b.ttlMicros(ttl);
    }
    lane.put(b.build());

    if (expected.equals("never")) {
      lane.advanceTo(Long.MAX_VALUE);

      assertThat(index.size()).isEqualTo(1);
      assertThat(lane.takeExpired()).isEmpty();
      return;
    }
    long due = Long.parseLong(expected);
    lane.advanceTo(due - 1);
    assertThat(lane.takeExpired()).isEmpty();
    lane.advanceTo(due);
    assertThat(lane.takeExpired()).containsExactly(b.state("expired").timeMicros(due).build());
  }

  @Test
  void expiresLaterWhenRefreshedAndEarlierWhenTheTtlShrinks() {
    lane.put(event("a", "x").ttlMicros(10 * SECOND).build());
    lane.advanceTo(10 * SECOND);
    lane.put(event("a", "x").timeMicros(10 * SECOND).ttlMicros(10 * SECOND).build());
    lane.advanceTo(15 * SECOND);
    assertThat(lane.takeExpired()).isEmpty();

    lane.put(event("a", "x").timeMicros(15 * SECOND).ttlMicros(SECOND).build());
    lane.advanceTo(16 * SECOND);
    assertThat(lane.takeExpired()).isEmpty();
    lane.advanceTo(16 * SECOND + 1);

    assertThat(lane.takeExpired()).hasSize(1);
    lane.advanceTo(100 * SECOND);
    assertThat(lane.takeExpired()).isEmpty();
  }

  @Test
  void expiresByTimeThenHostThenService() {
    lane.put(event("b", "x").build());
    lane.put(event("a", "y").build());
    lane.put(event(null, "z").build());
    lane.put(event("a", null).build());
    lane.put(event("c", "c").ttlMicros(1).build());

    lane.advanceTo(61 * SECOND);

    assertThat(lane.takeExpired())
        .extracting(e -> e.getHost() + "/" + e.getService())
        .containsExactly("c/c", "null/z", "a/null", "a/y", "b/x");
  }

  @Test
  void forgetsAKeyWhenItsEventSaysExpired() {
    lane.put(event("a", "x").build());

    assertThat(lane.put(event("a", "x").state("expired").build())).isEqualTo(Outcome.DELETED);
    assertThat(lane.put(event("b", "x").state("expired").build())).isEqualTo(Outcome.DELETED);

    assertThat(index.size()).isZero();
    lane.advanceTo(1000 * SECOND);
    assertThat(lane.takeExpired()).isEmpty();
  }

  @Test
  void startsAfreshWithAKeyThatExpired() {
    lane.put(event("a", "x").ttlMicros(SECOND).build());
    lane.advanceTo(5 * SECOND);

    assertThat(lane.put(event("a", "x").timeMicros(5 * SECOND).build())).isEqualTo(Outcome.ADDED);

    lane.advanceTo(65 * SECOND);
    assertThat(lane.takeExpired()).hasSize(1);
    lane.advanceTo(65 * SECOND + 1);
    assertThat(lane.takeExpired()).hasSize(1);
  }

  @Test
  void refusesNewKeysWhenFull() {
    IndexLane small = new IndexLane(new IndexSettings(2));
    small.put(event("a", "x").ttlMicros(SECOND).build());
    assertThat(small.index().isFull()).isFalse();
    small.put(event("b", "x").build());

    assertThat(small.index().isFull()).isTrue();
    assertThat(small.put(event("c", "x").build())).isEqualTo(Outcome.REFUSED);
    assertThat(small.put(event("b", "x").metric(1L).build())).isEqualTo(Outcome.UPDATED);
    assertThat(small.put(event("c", "x").state("expired").build())).isEqualTo(Outcome.DELETED);
    assertThat(small.index().size()).isEqualTo(2);

    small.advanceTo(2 * SECOND);
    assertThat(small.put(event("c", "x").build())).isEqualTo(Outcome.ADDED);
  }

  @Test
  void letsWhoGetsAnExpiredEventUseTheIndex() {
    List<Event> seen = new ArrayList<>();
    lane.onExpired(
        expired -> {
          assertThat(index.get("a", "x")).isNull();
          seen.add(expired);
          if (seen.size() < 3) {
            lane.put(expired.toBuilder().state("ok").ttlMicros(-1).build());
          }
        });
    lane.put(event("a", "x").ttlMicros(SECOND).build());

    lane.advanceTo(10 * SECOND);

    assertThat(seen).extracting(Event::getTime).containsExactly(1.000001, 2.000001, 3.000001);
    assertThat(index.size()).isZero();
  }

  @Test
  void givesWhatIsPutWhileAnotherExpiresALeastLife() {
    long[] rounds = {0};
    lane.onExpired(
        expired -> {
          rounds[0]++;
          String other = "a".equals(expired.getHost()) ? "b" : "a";
          lane.put(expired.toBuilder().host(other).state("ok").ttlMicros(1).build());
        });
    lane.put(event("a", "x").ttlMicros(1).build());

    lane.advanceTo(10 * SECOND);

    assertThat(rounds[0]).isEqualTo(10);
  }

  @Test
  void goesOnWhenWhoGetsAnExpiredEventFails() {
    lane.onExpired(
        expired -> {
          throw new IllegalStateException("no");
        });
    lane.put(event("a", "x").ttlMicros(SECOND).build());
    lane.put(event("b", "x").ttlMicros(2 * SECOND).build());

    assertThatIllegalStateException().isThrownBy(() -> lane.advanceTo(SECOND + 1));
    assertThatIllegalStateException().isThrownBy(() -> lane.advanceTo(2 * SECOND + 1));
    assertThat(index.size()).isZero();
  }

  @Test
  void keepsAFewTimersHoweverManyEntries() {
    for (int i = 0; i < 10_000; i++) {
      lane.put(event("h" + i, "x").ttlMicros(1_000_000_000L - i).build());
    }

    assertThat(lane.timers().size()).isEqualTo(1);
    lane.advanceTo(2000 * SECOND);
    assertThat(lane.takeExpired()).hasSize(10_000);
    assertThat(lane.timers().size()).isZero();
  }

  @Test
  void refusesSettingsWithoutRoom() {
    assertThat(new IndexSettings(1).maxEntries()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IndexSettings(0))
        .withMessage("index: maxEntries must be at least 1, was 0");
  }
}
