package io.tocsin.stream.gap;

import static io.tocsin.stream.trend.Script.event;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link FillInSpec}, {@link FillInLastSpec} and {@link InterpolateSpec}. */
final class GapTest {

  private static final Map<String, Object> ZERO = Map.of("metric", 0);

  /**
   * Sends {@code metric@seconds} in turn, each without a time of its own, moves the clock to the
   * last moment, and shows what left as {@code metric@moment}.
   */
  private static String play(OperatorHarness harness, String timeline, double until) {
    for (String step : timeline.split(" ")) {
      String[] parts = step.split("@");
      harness.advanceMicros(Math.round(Double.parseDouble(parts[1]) * 1e6) - harness.nowMicros());
      harness.send(event(parts[0]));
    }
    harness.advanceMicros(Math.round(until * 1e6) - harness.nowMicros());
    return harness.emitted(0).stream()
        .map(e -> ((Event) e.item()).getMetric() + "@" + e.atMicros() / 1e6)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "fillIn 10 of {0} until {1} is {2}")
  @CsvSource({
    "1@0, 9.999999, 1@0.0",
    "1@0, 10, 1@0.0 0@10.0",
    "1@0, 35, 1@0.0 0@10.0 0@20.0 0@30.0",
    "1@5 2@14.999999, 30, 1@5.0 2@14.999999 0@24.999999",
    "1@5 2@15, 30, 1@5.0 0@15.0 2@15.0 0@25.0",
    "1@0 1@3 1@6 1@9, 19, 1@0.0 1@3.0 1@6.0 1@9.0 0@19.0",
    "1@0 2@24, 40, 1@0.0 0@10.0 0@20.0 2@24.0 0@34.0",
    "1@0 x5@3, 60, 1@0.0 5@3.0",
    "1@0 x5@3 2@20, 35, 1@0.0 5@3.0 2@20.0 0@30.0",
    "x5@0, 60, 5@0.0",
    "-@0, 15, null@0.0 0@10.0",
    "1@0 1@0, 10, 1@0.0 1@0.0 0@10.0",
  })
  void putsAnEventIntoSilence(String timeline, double until, String expected) {
    OperatorHarness harness = OperatorHarness.of(new FillInSpec(ofSeconds(10), ZERO));

    assertThat(play(harness, timeline, until)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.timers()).isLessThanOrEqualTo(1);
  }

  @Test
  void putsInWhatWasGivenWithTimeNow() {
    Map<String, Object> fields = Map.of("host", "a", "metric", 2, "time", 77, "zone", "eu");
    OperatorHarness harness = OperatorHarness.of(new FillInSpec(ofSeconds(10), fields));

    harness.send(event("1/b@9999")).advance(10);

    assertThat(harness.take())
        .containsExactly(event("1/b@9999"), Event.of(fields).withTimeMicros(10_000_000));
  }

  @Test
  void doesNothingBeforeTheFirstEvent() {
    OperatorHarness harness = OperatorHarness.of(new FillInSpec(ofSeconds(10), ZERO));

    assertThat(harness.advance(100).take()).isEmpty();
    assertThat(harness.timers()).isZero();
  }

  @Test
  void endsAfterItsTimesAndBeginsAgainWithTheNextEvent() {
    OperatorHarness harness = OperatorHarness.of(new FillInSpec(ofSeconds(10), ZERO, 2));

    assertThat(play(harness, "1@0 2@100", 200))
        .isEqualTo("1@0.0 0@10.0 0@20.0 2@100.0 0@110.0 0@120.0");
    assertThat(harness.timers()).isZero();
  }

  @ParameterizedTest(name = "{0} fills a day with {1}")
  @CsvSource({"PT1H, 24", "PT24H, 1", "PT25H, 1", "PT0.001S, 1000000"})
  void fillsADayUnlessToldOtherwise(Duration interval, int times) {
    assertThat(new FillInSpec(interval, ZERO).times()).isEqualTo(times);
    assertThat(new FillInLastSpec(interval, ZERO).times()).isEqualTo(times);
  }

  @Test
  void putsInTheLastEventWithItsChanges() {
    Map<String, Object> changes = new java.util.HashMap<>(Map.of("state", "silent"));
    changes.put("metric", null);
    OperatorHarness harness = OperatorHarness.of(new FillInLastSpec(ofSeconds(10), changes));

    harness.send(event("1/a@3"), event("2/b@1")).advance(25);

    Event filler = Event.builder().host("b").state("silent").timeMicros(10_000_000).build();
    assertThat(harness.take())
        .containsExactly(event("1/a@3"), event("2/b@1"), filler, filler.withTimeMicros(20_000_000));
  }

  @ParameterizedTest(name = "fillInLast 10 of {0} until {1} is {2}")
  @CsvSource({
    "1@0 2@3, 23, 1@0.0 2@3.0 2@13.0 2@23.0",
    "1@0 x2@3, 23, 1@0.0 2@3.0",
    "1@0 x2@3 3@4, 23, 1@0.0 2@3.0 3@4.0 3@14.0",
  })
  void repeatsTheLastEvent(String timeline, double until, String expected) {
    OperatorHarness harness =
        OperatorHarness.of(new FillInLastSpec(ofSeconds(10), Collections.emptyMap()));

    assertThat(play(harness, timeline, until)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "interpolate 10 of {0} until {1} is {2}")
  @CsvSource({
    "1@0, 9.999999, 1@0.0",
    "1@0, 60, 1@0.0 1@10.0 1@20.0 1@30.0 1@40.0 1@50.0 1@60.0",
    "1@0, 600, 1@0.0 1@10.0 1@20.0 1@30.0 1@40.0 1@50.0 1@60.0",
    "1@0.000001, 69, 1@1.0E-6 1@10.000001 1@20.000001 1@30.000001 1@40.000001 1@50.000001 1@60.000001",
    "1@0 2@3 3@9, 25, 1@0.0 3@10.0 3@20.0",
    "1@0 2@10, 25, 1@0.0 1@10.0 2@20.0",
    "1@0 x5@3 x6@4, 60, 1@0.0 5@3.0 6@4.0",
    "1@0 x5@3 2@4, 25, 1@0.0 5@3.0 2@4.0 2@14.0 2@24.0",
    "1@0 2@100, 115, 1@0.0 1@10.0 1@20.0 1@30.0 1@40.0 1@50.0 1@60.0 2@100.0 2@110.0",
    "-@0, 15, null@0.0 null@10.0",
  })
  void repeatsTheLastEventAtASteadyPace(String timeline, double until, String expected) {
    OperatorHarness harness = OperatorHarness.of(new InterpolateSpec(ofSeconds(10)));

    assertThat(play(harness, timeline, until)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
  }

  @ParameterizedTest(name = "an event of time {0} and ttl {1} is told {2} times")
  @CsvSource({"0, 10, 2", "0, 9.999999, 1", "-5, 15, 2", "-5, 14.999999, 1", "6, 9, 1", "5, 5, 2"})
  void endsWhenTheLastEventIsOlderThanItsTtl(double time, double ttl, int expected) {
    OperatorHarness harness = OperatorHarness.of(new InterpolateSpec(ofSeconds(10)));
    Event event =
        Event.builder().timeMicros(Math.round(time * 1e6)).ttlMicros(Math.round(ttl * 1e6)).build();

    harness.send(event).advance(1000);

    assertThat(harness.emitted(0)).hasSize(expected);
    assertThat(harness.take().get(0)).isEqualTo(event.withTimeMicros(0));
    assertThat(harness.timers()).isZero();
  }

  @Test
  void copesWithTheEndsOfTime() {
    OperatorHarness harness = OperatorHarness.of(new InterpolateSpec(ofSeconds(10)));

    harness.send(Event.builder().timeMicros(Long.MIN_VALUE + 1).build()).advance(10);

    assertThat(harness.take()).hasSize(1);
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void leaveNoTimerWhenTheyAreDiscarded() {
    for (OperatorSpec<?, ?> spec :
        List.of(
            new FillInSpec(ofSeconds(10), ZERO),
            new FillInLastSpec(ofSeconds(10), ZERO),
            new InterpolateSpec(ofSeconds(10)))) {
      OperatorHarness harness = OperatorHarness.of(spec);
      harness.send(event("1"));
      harness.take();

      assertThat(harness.close().timers()).isZero();
      assertThat(harness.advance(100).take()).isEmpty();
      assertThat(harness.drops()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT0.000999999S", "P36501D"})
  void refuseAnIntervalOutOfRange(Duration interval) {
    assertThatThrownBy(() -> new FillInSpec(interval, ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fillIn: interval must be ");
    assertThatThrownBy(() -> new FillInLastSpec(interval, ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fillInLast: interval must be ");
    assertThatThrownBy(() -> new InterpolateSpec(interval))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("interpolate: interval must be ");
  }

  @Test
  void takeTheShortestInterval() {
    OperatorHarness harness = OperatorHarness.of(new InterpolateSpec(Bounds.SHORTEST_REPEATED));

    harness.send(Event.of(Map.of("host", "a"))).advance(0.002);

    assertThat(harness.take()).hasSize(3);
  }

  @Test
  void refuseOtherParametersOutOfRange() {
    assertThatThrownBy(() -> new FillInSpec(ofSeconds(1), Map.of()))
        .hasMessage("fillIn: needs at least one field");
    assertThatThrownBy(() -> new FillInSpec(ofSeconds(1), Map.of("metric", "x")))
        .hasMessageStartingWith("fillIn: ");
    assertThatThrownBy(() -> new FillInSpec(ofSeconds(1), ZERO, 0))
        .hasMessage("fillIn: times must be from 1 to 1000000, was 0");
    assertThatThrownBy(() -> new FillInLastSpec(ofSeconds(1), ZERO, 1_000_001))
        .hasMessage("fillInLast: times must be from 1 to 1000000, was 1000001");
  }
}
