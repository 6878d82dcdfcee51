package io.tocsin.stream.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link AbsentSpec}. */
final class AbsentTest {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private static Event host(String host) {
    return Event.builder().host(host).build();
  }

  private static AbsentSpec spec(
      boolean firstSeen, List<List<Object>> expected, Duration ttl, int maxKeys) {
    return new AbsentSpec(List.of("host"), WITHIN, firstSeen, expected, ttl, maxKeys);
  }

  private static List<String> told(OperatorHarness harness) {
    List<String> told =
        harness.emitted(0).stream()
            .map(
                e -> {
                  Event event = (Event) e.item();
                  return event.getHost() + " " + event.getState() + "@" + e.atMicros() / 1e6;
                })
            .toList();
    harness.take();
    return told;
  }

  @ParameterizedTest
  @CsvSource({"9.999999, 0", "10, 1", "100, 1"})
  void aKeyIsAbsentOnceAfterExactlyThatLong(double after, int times) {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a")).advance(after);

    assertThat(told(harness)).hasSize(times);
  }

  @Test
  void eachArrivalRenewsTheTime() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a")).advance(9).send(host("a")).advance(9).send(host("a")).advance(9);
    assertThat(told(harness)).isEmpty();
    harness.advance(1);

    assertThat(told(harness)).containsExactly("a absent@28.0");
  }

  @Test
  void whatComesAtTheVeryMomentComesAfterIt() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a")).advance(10).send(host("a"));

    assertThat(told(harness)).containsExactly("a absent@10.0", "a returned@10.0");
  }

  @Test
  void saysTheLastEventWithNowAndInWords() {
    OperatorHarness harness =
        OperatorHarness.of(AbsentSpec.of(Duration.ofMillis(1500), "host", "attr:zone"));
    Event last = Event.builder().host("a").metric(3).timeMicros(-5).attribute("zone", "eu").build();

    harness.send(last.withMetric(2), last).advance(2);

    assertThat(harness.take())
        .containsExactly(
            last.toBuilder()
                .state("absent")
                .timeMicros(1_500_000)
                .description("nothing for 1.5 s from host a, zone eu")
                .build());
  }

  @Test
  void anAbsentFieldIsAValue() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host", "service"));

    harness.send(host("a")).advance(10);

    assertThat(((Event) harness.take().get(0)).getDescription())
        .isEqualTo("nothing for 10 s from host a, service (none)");
  }

  @Test
  void keysHaveTimesOfTheirOwn() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a")).advance(5).send(host("b")).advance(5).send(host("a")).advance(10);

    assertThat(told(harness))
        .containsExactly("a absent@10.0", "a returned@10.0", "b absent@15.0", "a absent@20.0");
  }

  @Test
  void whatIsExpiredByStateOrAgeHasNotCome() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host")).advance(100);
    Event live = host("a").withTimeMicros(100_000_000);

    harness
        .send(live)
        .advance(5)
        .send(live.withState(Event.EXPIRED), live.withTimeMicros(0), host("b").withTimeMicros(0))
        .advance(100);

    assertThat(told(harness)).containsExactly("a absent@110.0");
  }

  @Test
  void timesOfEventsDoNotMatter() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a").withTimeMicros(Long.MAX_VALUE), host("b")).advance(10);

    assertThat(told(harness)).containsExactly("a absent@10.0", "b absent@10.0");
  }

  @Test
  void tellsTheFirstArrivalWhenAsked() {
    OperatorHarness harness =
        OperatorHarness.of(spec(true, List.of(List.of("b")), Duration.ofDays(1), 10));

    harness.send(host("a"), host("a"), host("b"));

    assertThat(told(harness)).containsExactly("a first seen@0.0", "b first seen@0.0");
  }

  @Test
  void anExpectedKeyIsAbsentFromTheStart() {
    OperatorHarness harness =
        OperatorHarness.of(
            spec(true, List.of(List.of("a"), List.of("a")), Duration.ofSeconds(1), 1));

    harness.advance(1000);
    assertThat(harness.take())
        .containsExactly(
            Event.builder()
                .host("a")
                .state("absent")
                .timeMicros(10_000_000)
                .description("nothing for 10 s from host a")
                .build());
    harness.send(host("a")).advance(10);

    assertThat(told(harness)).containsExactly("a returned@1000.0", "a absent@1010.0");
  }

  @ParameterizedTest
  @CsvSource({"4.999999, returned", "5, first seen", "6, first seen"})
  void anAbsentKeyIsForgottenAfterItsTimeToLive(double after, String state) {
    OperatorHarness harness = OperatorHarness.of(spec(true, List.of(), Duration.ofSeconds(5), 10));
    harness.send(host("a")).advance(10);
    told(harness);

    harness.advance(after).send(host("a"));

    assertThat(((Event) harness.take().get(0)).getState()).isEqualTo(state);
  }

  @Test
  void aKeyThatIsForgottenLeavesNoTimerAndMakesRoom() {
    OperatorHarness harness = OperatorHarness.of(spec(false, List.of(), Duration.ofSeconds(5), 1));

    harness.send(host("a")).advance(15);
    assertThat(harness.timers()).isZero();
    harness.send(host("b"));

    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void newKeysBeyondTheLimitAreDroppedAndKnownOnesGoOn() {
    OperatorHarness harness = OperatorHarness.of(spec(false, List.of(), Duration.ofDays(1), 2));

    harness.send(host("a"), host("b"), host("c"), host("a")).advance(10);

    assertThat(told(harness)).containsExactly("a absent@10.0", "b absent@10.0");
    assertThat(harness.drops()).isEqualTo(Map.of(DropReason.KEY_LIMIT, 1));
  }

  @Test
  void saysNothingWhenItIsClosed() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(WITHIN, "host"));

    harness.send(host("a")).close().advance(100);

    assertThat(harness.take()).isEmpty();
    assertThat(harness.timers()).isZero();
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void checksItsArguments() {
    Duration day = Duration.ofDays(1);
    assertThatThrownBy(() -> AbsentSpec.of(WITHIN)).hasMessage("absent: needs at least one field");
    assertThatThrownBy(() -> AbsentSpec.of(WITHIN, ""))
        .hasMessage("absent: field must have a name");
    assertThatThrownBy(() -> AbsentSpec.of(Duration.ZERO, "host"))
        .hasMessageContaining("absent: within must be longer than zero");
    assertThatThrownBy(() -> AbsentSpec.of(Duration.ofSeconds(-1), "host"))
        .hasMessageContaining("absent: within must be longer than zero");
    assertThatThrownBy(() -> spec(false, List.of(), Duration.ZERO, 1))
        .hasMessageContaining("absent: ttl must be longer than zero");
    assertThatThrownBy(() -> spec(false, List.of(), day, 0))
        .hasMessageContaining("absent: maxKeys must be at least 1");
    assertThatThrownBy(() -> spec(false, List.of(List.of("a"), List.of("b")), day, 1))
        .hasMessageContaining("absent: maxKeys must be at least 2");
    assertThatThrownBy(() -> spec(false, List.of(Arrays.asList("a", "b")), day, 9))
        .hasMessageContaining("an expected key has a value for each of [host]");
    assertThatThrownBy(
            () -> new AbsentSpec(List.of("metric"), WITHIN, false, List.of(List.of("a")), day, 9))
        .hasMessageContaining("metric must be a number");
  }

  @Test
  void aVeryLongTimeIsNoOverflow() {
    OperatorHarness harness = OperatorHarness.of(AbsentSpec.of(Bounds.LONGEST, "host"));

    harness.send(host("a")).advance(1e9);

    assertThat(harness.take()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }
}
