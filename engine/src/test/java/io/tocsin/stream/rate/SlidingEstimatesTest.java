package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Event;
import io.tocsin.fold.Percentile;
import io.tocsin.fold.Samples;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link PercentileEstimatesSpec} over several intervals. */
final class SlidingEstimatesTest {

  private static final List<Double> POINTS = List.of(0.0, 0.25, 0.5, 0.9, 0.99, 1.0);

  private static OperatorHarness of(int every, int over, Double... points) {
    return OperatorHarness.of(
        new PercentileEstimatesSpec(List.of(points), ofSeconds(every), ofSeconds(over), 0.01));
  }

  private static List<Double> metrics(OperatorHarness harness) {
    return harness.take().stream().map(e -> ((Event) e).metricOrNaN()).toList();
  }

  private record Timed(double value, int interval) {}

  /** A few decades, both signs, zeros; sometimes bursts, sometimes nothing. */
  private static double value(Random random, int decades) {
    double size = Math.pow(10, random.nextDouble() * decades);
    return random.nextInt(30) == 0 ? 0 : random.nextInt(5) == 0 ? -size : size;
  }

  @ParameterizedTest(name = "over {0} intervals, {1} decades, error {2}, up to {3} in one")
  @CsvSource({
    "2, 4, 0.01, 5",
    "3, 4, 0.01, 2000",
    "60, 4, 0.01, 10",
    "7, 15, 0.01, 300",
    "7, 7, 0.005, 300",
    "5, 40, 0.5, 300",
  })
  void isAsNearToTheExactMetricOfTheWindowAsItSays(
      int intervals, int decades, double error, int burst) {
    Random random = Samples.random("sliding estimates", 7 + intervals + burst);
    OperatorHarness harness =
        OperatorHarness.of(
            new PercentileEstimatesSpec(POINTS, ofSeconds(1), ofSeconds(intervals), error));
    List<Timed> window = new ArrayList<>();
    for (int interval = 0; interval < 200; interval++) {
      int now = interval;
      window.removeIf(one -> one.interval() <= now - intervals);
      int n = interval == 0 ? 1 : random.nextInt(3) == 0 ? 0 : random.nextInt(burst + 1);
      for (int i = 0; i < n; i++) {
        double value = value(random, decades);
        window.add(new Timed(value, interval));
        harness.send(metric(value));
      }
      List<Double> estimates = metrics(harness.advance(1));

      double[] sorted = window.stream().mapToDouble(Timed::value).sorted().toArray();
      assertThat(estimates).hasSize(sorted.length == 0 ? 0 : POINTS.size());
      for (int i = 0; i < estimates.size(); i++) {
        double exact = sorted[Percentile.rank(POINTS.get(i), sorted.length)];
        assertThat(estimates.get(i))
            .as("%s of %d in interval %d", POINTS.get(i), sorted.length, interval)
            .isCloseTo(exact, within(Math.abs(exact) * error * 1.000001));
      }
      if (sorted.length == 0) {
        // The next event opens a new run, whose intervals are the seconds again.
        harness.send(metric(1));
        window.add(new Timed(1, interval + 1));
        continue;
      }
    }
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void takesInTheIntervalsOfTheWindowAndNoMore() {
    OperatorHarness harness = of(1, 3, 1.0);

    harness.send(metric(0)).advance(1).send(metric(0), metric(0)).advance(1);
    assertThat(metrics(harness)).containsExactly(0.0, 0.0);
    harness.send(metric(0)).advance(9);

    assertThat(metrics(harness)).containsExactly(0.0, 0.0, 0.0);
    assertThat(harness.timers()).isZero();
  }

  @Test
  void tellsLesserMetricsApartAgainWhenAVeryGreatOneHasLeft() {
    OperatorHarness harness = of(1, 3, 0.5, 1.0);

    harness.send(metric(1), metric(1e-9), metric(1e300), metric(2), metric(3)).advance(1);
    harness.send(metric(4), metric(-5), metric(-1e300)).advance(1);
    harness.send(metric(6)).advance(1);
    harness.take();
    harness.send(metric(7), metric(8)).advance(1);

    // Of -1e300, -5, 4, 6, 7 and 8.
    List<Double> estimates = metrics(harness);
    assertThat(estimates.get(0)).isCloseTo(6, within(0.06));
    assertThat(estimates.get(1)).isCloseTo(8, within(0.08));
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void carriesTheFieldsOfTheLastEventForAsLongAsTheWindowHasAny() {
    OperatorHarness harness = of(10, 20, 0.5, 0.99);

    harness.send(named("a", 7), named("b", 7).withHost("h"), named("c", null));
    harness.send(expired(named("d", 9)), named("e", Double.POSITIVE_INFINITY)).advance(100);

    assertThat(harness.take())
        .extracting(e -> ((Event) e).getService() + " " + ((Event) e).timeMicrosOr(0))
        .containsExactly("b 0.5 10000000", "b 0.99 10000000", "b 0.5 20000000", "b 0.99 20000000");
  }

  @Test
  void staysBoundedOverTheWholeRangeOfDoubles() {
    OperatorHarness harness = of(1, 5, 0.0, 1.0);
    for (int round = 0; round < 10; round++) {
      for (int exponent = -1074; exponent <= 1023; exponent++) {
        harness.send(metric(Math.scalb(1.0, exponent)), metric(-Math.scalb(1.5, exponent)));
      }
      harness.send(metric(Double.MAX_VALUE), metric(-Double.MAX_VALUE)).advance(1);
    }

    assertThat(harness.failures()).isEmpty();
    assertThat(metrics(harness.advance(10)))
        .hasSize(28)
        .allMatch(m -> Math.abs(m) > Double.MAX_VALUE * 0.97);
  }

  @Test
  void reportsTheLastEventUnlessAnIntervalToldOfIt() {
    OperatorHarness told = of(1, 3, 1.0);
    told.send(metric(1)).advance(1).close();
    OperatorHarness untold = of(1, 3, 1.0);
    untold.send(metric(1)).advance(1).send(metric(2), metric(3)).close();

    assertThat(told.drops()).isEmpty();
    assertThat(untold.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(untold.timers()).isZero();
  }

  @ParameterizedTest(name = "every {0}, over {1}")
  @CsvSource({
    "PT10S, PT5S, 'over must be 1 to 3600 times every, which is PT10S, was PT5S'",
    "PT10S, PT15S, 'over must be 1 to 3600 times every, which is PT10S, was PT15S'",
    "PT1S, PT1H1S, 'over must be 1 to 3600 times every, which is PT1S, was PT1H1S'",
    "PT1S, PT0S, 'over must be longer than zero, was PT0S'",
    "PT1S, PT-5S, 'over must be longer than zero, was PT-5S'",
    "PT1S, P36501D, 'over must be at most 100 years, was PT876024H'",
    "PT0S, PT1S, 'every must be longer than zero, was PT0S'",
  })
  void refusesOddLengths(Duration every, Duration over, String message) {
    assertThatThrownBy(() -> new PercentileEstimatesSpec(POINTS, every, over, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentiles: " + message);
  }

  @Test
  void takesAnHourOfSeconds() {
    OperatorHarness harness = of(1, 3600, 0.5);

    harness.send(metric(0)).advance(5000);

    assertThat(harness.take()).hasSize(3600);
  }
}
