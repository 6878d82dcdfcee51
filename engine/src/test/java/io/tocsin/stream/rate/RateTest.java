package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static io.tocsin.fold.Samples.number;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.window.PerHostSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link RateSpec}, and by it of {@link IntervalRun}. */
final class RateTest {

  private final OperatorHarness two = OperatorHarness.of(new RateSpec(ofSeconds(2)));

  /** Sends {@code metric@seconds} in turn, waits a minute, and shows what left in the same form. */
  private static String play(OperatorHarness harness, String timeline) {
    for (String step : timeline.split(" ")) {
      String[] parts = step.split("@");
      boolean gone = parts[0].startsWith("x");
      Event event = metric(number(gone ? parts[0].substring(1) : parts[0]));
      harness.advanceMicros(Math.round(Double.parseDouble(parts[1]) * 1e6) - harness.nowMicros());
      harness.send(gone ? expired(event) : event);
    }
    harness.advance(60);
    return harness.emitted(0).stream()
        .map(e -> ((Event) e.item()).getMetric() + "@" + e.atMicros() / 1e6)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "rate 2 of {0} is {1}")
  @CsvSource({
    "3@0, 1.5@2.0",
    "3@5, 1.5@7.0",
    "1@0 2@1.999999, 1.5@2.0",
    "1@0 2@2, 0.5@2.0 1.0@4.0",
    "1@0 2@2.000001, 0.5@2.0 1.0@4.0",
    "1@0 2@1 3@2 4@3 5@5, 1.5@2.0 3.5@4.0 2.5@6.0",
    "1@0 2@3.999999, 0.5@2.0 1.0@4.0",
    "1@0 2@4, 0.5@2.0 1.0@6.0",
    "1@0 2@7.5, 0.5@2.0 1.0@9.5",
    "1@0 0.5@1, 0.75@2.0",
    "-4@0 4@0, 0.0@2.0",
    "-@0 4@1, 2.0@3.0",
    "4@0 -@3, 2.0@2.0",
    "x9@0 4@1, 2.0@3.0",
    "4@0 x9@1, 2.0@2.0",
    "4@0 x9@3 6@4.5, 2.0@2.0 3.0@6.5",
    "NaN@0 4@1, 2.0@3.0",
    "9223372036854775807@0 9223372036854775807@0, 9.223372036854776E18@2.0",
  })
  void emitsTheSumByTheSecondUntilAnIntervalStaysEmpty(String timeline, String expected) {
    assertThat(play(two, timeline)).isEqualTo(expected);
    assertThat(two.timers()).isZero();
    assertThat(two.drops()).isEmpty();
  }

  @Test
  void emitsNothingForEventsWithoutMetric() {
    two.send(metric(null), expired(metric(1)));

    assertThat(two.timers()).isZero();
    assertThat(two.advance(10).take()).isEmpty();
  }

  @Test
  void carriesTheFieldsOfTheLastEventWithAMetricAndTheTimeOfTheEnd() {
    Event first = named("first", 1).withState("ok");
    Event last = named("last", 3).toBuilder().ttlMicros(10_000_000).timeMicros(-7).build();
    Event without = named("without", null);

    two.advance(1).send(first, last, without).advance(2);

    assertThat(two.take())
        .containsExactly(last.toBuilder().metric(2.0).timeMicros(3_000_000).build());
  }

  @Test
  void countsByArrivalWhateverTheEventsTimes() {
    Event past = metric(1).withTimeMicros(-1_000_000_000);
    Event future = metric(1).withTimeMicros(Long.MAX_VALUE);

    two.send(past, future).advance(2);

    assertThat(((Event) two.take().get(0)).getMetric()).isEqualTo(1.0);
  }

  @Test
  void takesFractionsOfSeconds() {
    OperatorHarness quarter = OperatorHarness.of(new RateSpec(Duration.ofMillis(250)));

    assertThat(play(quarter, "1@0 1@0.1 1@0.25")).isEqualTo("8.0@0.25 4.0@0.5");
  }

  @Test
  void hasNoMetricWhenInfinitiesCancelOut() {
    two.send(metric(Double.POSITIVE_INFINITY), metric(Double.NEGATIVE_INFINITY)).advance(2);

    assertThat(((Event) two.take().get(0)).hasMetric()).isFalse();
  }

  @Test
  void countsEachHostForItselfAndIsNotEndedByTheExpiryOfAnother() {
    OperatorHarness perHost =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    new PerHostSpec(),
                    StageSpec.of(new RateSpec(ofSeconds(2)), collector.collect(0))));

    perHost.send(metric(4).withHost("a")).advance(1).send(metric(6).withHost("b"));
    perHost.send(expired(metric(9).withHost("a"))).advance(1).send(metric(8).withHost("a"));
    perHost.send(metric(1).withHost("a").withState("gone")).advance(60);

    assertThat(perHost.take())
        .extracting(e -> ((Event) e).getHost() + " " + ((Event) e).getMetric())
        .containsExactly("a 2.0", "b 3.0");
    assertThat(perHost.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
  }

  @Test
  void leavesNoTimerWhenItIsDiscarded() {
    two.send(metric(1), metric(2)).close();

    assertThat(two.timers()).isZero();
    assertThat(two.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(two.advance(10).take()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 'rate: interval must be longer than zero, was PT0S'",
    "PT-1S, 'rate: interval must be longer than zero, was PT-1S'",
    "PT0.000000999S, 'rate: interval must be at least a microsecond, was PT0.000000999S'",
    "P36501D, 'rate: interval must be at most 100 years, was PT876024H'",
  })
  void refusesAnIntervalOutOfRange(Duration interval, String message) {
    assertThatThrownBy(() -> new RateSpec(interval))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
