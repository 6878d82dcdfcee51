package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.list;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.fold.Percentile;
import io.tocsin.fold.Samples;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.window.PerHostSpec;
import io.tocsin.testkit.OperatorHarness;
import io.tocsin.testkit.OperatorHarness.Emission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link PercentilesSpec}. */
final class PercentilesTest {

  private static OperatorHarness of(Double... points) {
    return OperatorHarness.of(new PercentilesSpec(List.of(points), ofSeconds(10)));
  }

  private static void send(OperatorHarness harness, String words) {
    list(words).forEach(harness::send);
  }

  @Test
  void choosesTheEventOfEachPointInTheOrderOfThePoints() {
    OperatorHarness harness = of(0.0, 0.1, 0.5, 0.9, 0.95, 0.99, 1.0);

    send(harness, "10 3 7 1 9 2 8 4 6 5");
    harness.advance(10);

    assertThat(harness.take())
        .extracting(e -> ((Event) e).getMetric())
        .containsExactly(1L, 2L, 6L, 10L, 10L, 10L, 10L);
  }

  @ParameterizedTest(name = "point {0} is named {1}")
  @CsvSource({
    "0.5, request 0.5",
    "0.95, request 0.95",
    "0.999, request 0.999",
    "0.0001, request 0.0001",
    "0.50, request 0.5",
    "0.0, request 0",
    "1.0, request 1",
  })
  void appendsThePointToTheService(double point, String service) {
    Event event = named("request", 3).toBuilder().timeMicros(-4).state("ok").host("h").build();
    OperatorHarness harness = of(point);

    harness.send(event).advance(10);

    assertThat(harness.emitted(0))
        .containsExactly(new Emission(event.withService(service), 10_000_000));
  }

  @Test
  void namesTheServiceAfterThePointAloneWhenThereIsNone() {
    OperatorHarness harness = of(0.5);

    harness.send(metric(1)).advance(10);

    assertThat(((Event) harness.take().get(0)).getService()).isEqualTo("0.5");
  }

  @ParameterizedTest(name = "{0}: the median is number {1}")
  @CsvSource({
    "1 2 3 4, 2",
    "5 5 5 5, 2",
    "2 1 2 2, 2",
    "0.0 -0.0 0 -0.0, 2",
    "3 - 1 x9 2, 4",
    "1 1.0 0, 0",
    "Infinity -Infinity 0, 2",
  })
  void takesEqualMetricsInTheOrderOfArrivalAndSkipsWhatDoesNotCount(String words, String place) {
    OperatorHarness harness = of(0.5);

    send(harness, words);
    harness.advance(10);

    assertThat(((Event) harness.take().get(0)).getService()).isEqualTo(place + " 0.5");
  }

  @Test
  void startsEachIntervalAnewAndEmitsNothingWhenIdle() {
    OperatorHarness harness = of(0.0, 1.0);

    harness.advance(3);
    send(harness, "1 9");
    harness.advance(9.999999).send(metric(2)).advance(0.000001).send(metric(5)).advance(60);

    assertThat(harness.emitted(0))
        .extracting(e -> ((Event) e.item()).getMetric() + "@" + e.atMicros() / 1000000)
        .containsExactly("1@13", "9@13", "5@23", "5@23");
    assertThat(harness.timers()).isZero();
  }

  @Test
  void isNeitherOpenedNorEmptiedByWhatDoesNotCount() {
    OperatorHarness harness = of(0.5);

    harness.send(metric(null), expired(metric(1)));
    assertThat(harness.timers()).isZero();

    harness.send(metric(7), expired(metric(1))).advance(10);
    assertThat(harness.take()).hasSize(1);
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void refusesMoreEventsThanItsBoundInAnInterval() {
    Event[] full = new Event[PercentilesSpec.MAX_EVENTS];
    Arrays.fill(full, metric(1));
    OperatorHarness harness = of(1.0);

    harness.send(full).send(metric(2), metric(3)).advance(10).send(metric(4)).advance(10);

    assertThat(harness.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 2));
    assertThat(harness.take()).extracting(e -> ((Event) e).getMetric()).containsExactly(1L, 4L);
  }

  @Test
  void keepsHostsApartAndReportsWhatItHeldWhenItIsDiscarded() {
    OperatorHarness perHost =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    new PerHostSpec(),
                    StageSpec.of(
                        new PercentilesSpec(List.of(0.5), ofSeconds(10)), collector.collect(0))));

    perHost.send(metric(1).withHost("a"), metric(2).withHost("a"), metric(3).withHost("b"));
    perHost.send(metric(1).withHost("a").withState("gone"));

    assertThat(perHost.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 2));
    assertThat(perHost.timers()).isEqualTo(1);
    assertThat(perHost.advance(10).take()).hasSize(1);
    assertThat(perHost.close().timers()).isZero();
  }

  @Test
  void choosesEventsWithAllTheirFieldsInOneIntervalAfterAnother() {
    Random random = Samples.random("percentiles", 98);
    OperatorHarness harness = of(0.0, 0.5, 1.0);
    for (int interval = 0; interval < 40; interval++) {
      List<Event> events = new ArrayList<>();
      int count = interval % 10 == 0 ? 2000 : 1 + random.nextInt(100);
      for (int i = 0; i < count; i++) {
        int kind = random.nextInt(5);
        events.add(
            Event.builder()
                .host("h" + kind)
                .description(interval % 3 == 0 ? "line " + random.nextLong() : null)
                .attribute("a", kind == 1 ? "1" : null)
                .timeMicros(random.nextInt(1000))
                .metric(kind == 2 ? (Number) random.nextInt(9) : (Number) random.nextGaussian())
                .build());
      }
      events.forEach(harness::send);
      List<Event> expected = new ArrayList<>();
      for (double point : new double[] {0, 0.5, 1}) {
        Event chosen = new Percentile(point).apply(events, 0);
        expected.add(chosen.withService(PercentilesOperator.name(point)));
      }

      assertThat(harness.advance(10).take()).isEqualTo(expected);
    }
  }

  @Test
  void agreesWithTheFold() {
    Random random = Samples.random("percentiles", 99);
    for (int round = 0; round < 300; round++) {
      double point = random.nextInt(11) / 10.0;
      List<Event> events = new ArrayList<>();
      for (int i = random.nextInt(100); i >= 0; i--) {
        events.add(named("" + i, random.nextInt(20) / 4.0 - 2));
      }
      OperatorHarness harness = of(point);
      events.forEach(harness::send);

      Event expected = new Percentile(point).apply(events, 0);
      Event emitted = (Event) harness.advance(10).take().get(0);

      assertThat(emitted.getService()).startsWith(expected.getService() + " ");
      assertThat(emitted.getMetric()).isEqualTo(expected.getMetric());
    }
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatThrownBy(() -> new PercentilesSpec(List.of(), ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentiles: there must be at least one point");
    assertThatThrownBy(() -> new PercentilesSpec(List.of(0.5), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentiles: every must be longer than zero, was PT0S");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, 95, Double.NaN})
  void refusesAPointOutOfRange(double point) {
    assertThatThrownBy(() -> new PercentilesSpec(List.of(0.5, point), ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentiles: point must be from 0 to 1, was " + point);
  }
}
