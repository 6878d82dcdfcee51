package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static io.tocsin.fold.Samples.number;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link PercentileEstimatesSpec}. */
final class PercentileEstimatesTest {

  private static final List<Double> POINTS = List.of(0.0, 0.1, 0.5, 0.9, 0.95, 0.99, 1.0);

  private static OperatorHarness of(double error, Double... points) {
    return OperatorHarness.of(new PercentileEstimatesSpec(List.of(points), ofSeconds(10), error));
  }

  private static List<Double> metrics(OperatorHarness harness) {
    return harness.take().stream().map(e -> ((Event) e).metricOrNaN()).toList();
  }

  @ParameterizedTest(name = "error {0}")
  @ValueSource(doubles = {0.005, 0.01, 0.1, 0.5})
  void isAsNearToTheExactMetricAsItSays(double error) {
    Random random = Samples.random("percentiles", 4711);
    for (int n : new int[] {1, 2, 3, 10, 101, 5000}) {
      OperatorHarness harness = of(error, POINTS.toArray(Double[]::new));
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = Math.exp(random.nextGaussian()) * (random.nextInt(4) == 0 ? -1 : 1);
        harness.send(metric(values[i]));
      }
      Arrays.sort(values);
      List<Double> estimates = metrics(harness.advance(10));

      assertThat(estimates).hasSize(POINTS.size());
      for (int i = 0; i < POINTS.size(); i++) {
        double exact = values[Percentile.rank(POINTS.get(i), n)];
        assertThat(estimates.get(i))
            .as("%d of %d", i, n)
            .isCloseTo(exact, within(Math.abs(exact) * error * 1.000001));
      }
    }
  }

  @ParameterizedTest(name = "the median of {0} is about {1}")
  @CsvSource({
    "5, 5",
    "0, 0",
    "0 0 7, 0",
    "-5 -5 1, -5",
    "1e-300 1e-300, 0",
    "5 - x9 NaN 5, 5",
    "Infinity 5 -Infinity, 5",
  })
  void copesWithOddMetrics(String words, double expected) {
    OperatorHarness harness = of(0.01, 0.5);
    for (String word : words.split(" ")) {
      boolean gone = word.startsWith("x");
      Event event = metric(number(gone ? word.substring(1) : word));
      harness.send(gone ? expired(event) : event);
    }

    assertThat(metrics(harness.advance(10)).get(0))
        .isCloseTo(expected, within(Math.abs(expected) * 0.01 + 1e-299));
    assertThat(harness.failures()).isEmpty();
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void staysBoundedOverTheWholeRangeOfDoubles() {
    OperatorHarness harness = of(0.01, 0.5, 0.99, 1.0);
    for (int exponent = -1022; exponent <= 1023; exponent++) {
      harness.send(metric(Math.scalb(1.0, exponent)), metric(-Double.MAX_VALUE));
    }
    harness.send(metric(Double.MAX_VALUE));

    List<Double> estimates = metrics(harness.advance(10));
    assertThat(harness.failures()).isEmpty();
    assertThat(estimates.get(2)).isCloseTo(Double.MAX_VALUE, within(Double.MAX_VALUE * 0.02));
  }

  @Test
  void carriesTheFieldsOfTheLastEventAndTheTimeOfTheEnd() {
    OperatorHarness harness = of(0.01, 0.5, 0.99);

    harness.send(named("a", 7), named("b", 7).withHost("h"), named("c", null)).advance(10);

    List<Object> left = harness.take();
    assertThat(left).extracting(e -> ((Event) e).getService()).containsExactly("b 0.5", "b 0.99");
    assertThat(left).allMatch(e -> "h".equals(((Event) e).getHost()));
    assertThat(left).allMatch(e -> ((Event) e).timeMicrosOr(0) == 10_000_000);
  }

  @Test
  void startsEachIntervalFromNothingAndEndsWithAnIdleOne() {
    OperatorHarness harness = of(0.01, 1.0);

    harness.send(metric(100)).advance(10).send(metric(1)).advance(60);

    assertThat(metrics(harness)).hasSize(2).last().satisfies(m -> assertThat(m).isLessThan(2));
    assertThat(harness.timers()).isZero();
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    OperatorHarness harness = of(0.01, 1.0);

    harness.send(metric(1), metric(2)).close();

    assertThat(harness.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(harness.timers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.00499999, 0.5000001, Double.NaN})
  void refusesAnErrorOutOfRange(double error) {
    assertThatThrownBy(() -> new PercentileEstimatesSpec(POINTS, ofSeconds(1), error))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentiles: error must be from 0.005 to 0.5, was " + error);
  }

  @Test
  void refusesWhatExactPercentilesRefuse() {
    assertThatThrownBy(() -> new PercentileEstimatesSpec(List.of(), ofSeconds(1), 0.01))
        .hasMessage("percentiles: there must be at least one point");
    assertThatThrownBy(() -> new PercentileEstimatesSpec(List.of(1.1), ofSeconds(1), 0.01))
        .hasMessage("percentiles: point must be from 0 to 1, was 1.1");
    assertThatThrownBy(() -> new PercentileEstimatesSpec(POINTS, Duration.ZERO, 0.01))
        .hasMessage("percentiles: every must be longer than zero, was PT0S");
  }
}
