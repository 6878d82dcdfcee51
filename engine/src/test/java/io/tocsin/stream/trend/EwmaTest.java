package io.tocsin.stream.trend;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Event;
import io.tocsin.fold.Samples;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link EwmaSpec} and {@link EwmaRatioSpec}. */
final class EwmaTest {

  @ParameterizedTest(name = "half-life 1 s, {0}: {1}")
  @CsvSource({
    "7@0, 7.0",
    "10@0 40@1, 10.0 30.0",
    "10@0 40@0, 10.0 25.0",
    "10@1 40@0, 10.0 20.0",
    "10@0 10@1 10@-50, 10.0 10.0 10.0",
    "10@0 - x99@1 NaN 40@1, 10.0 null 99 null 30.0",
    "10@0 Infinity@1 40@1, 10.0 Infinity 30.0",
    "-5@0, -5.0",
    "1@-900000 5@0, 1.0 5.0",
    "5@0 1@-900000, 5.0 5.0",
    "1.7e308@0 -1.7e308@0, 1.7E308 0.0",
    "10@1000000 40@1000000, 10.0 25.0",
    "10 40, 10.0 25.0",
  })
  void averagesByAge(String words, String expected) {
    OperatorHarness harness = OperatorHarness.of(new EwmaSpec(ofSeconds(1)));

    assertThat(Script.metrics(harness, words)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void takesATimeTooFarAheadForNow() {
    OperatorHarness harness = OperatorHarness.of(new EwmaSpec(ofSeconds(1)));

    harness.send(Script.event("10@5"), Script.event("40@5.000001"));

    Event last = (Event) harness.take().get(1);
    assertThat(last.metricOrNaN()).isCloseTo((10 + 40 / 32.0) / (1 + 1 / 32.0), within(1e-12));
  }

  @Test
  void keepsTheTimeOfALateEvent() {
    OperatorHarness harness = OperatorHarness.of(new EwmaSpec(ofSeconds(1)));

    harness.send(Script.event("1@2"), Script.event("4@1"));

    assertThat(harness.take())
        .containsExactly(Script.event("1.0@2"), Script.event("4@1").withMetric(2.0));
  }

  @Test
  void isTheMeanOfAllByTheWeightOfTheirAgeInWhateverOrder() {
    Random random = Samples.random("ewma", 20260101);
    OperatorHarness harness = OperatorHarness.of(new EwmaSpec(ofSeconds(3)));
    double[] times = random.doubles(200, -20, 0).toArray();
    double[] metrics = random.doubles(200, -100, 100).toArray();
    double newest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.round(times[i] * 1e6) / 1e6;
      newest = Math.max(newest, times[i]);
      harness.send(
          Event.builder().metric(metrics[i]).timeMicros(Math.round(times[i] * 1e6)).build());
    }
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < times.length; i++) {
      double weight = Math.pow(0.5, (newest - times[i]) / 3);
      sum += weight * metrics[i];
      weights += weight;
    }

    Event last = (Event) harness.take().get(199);
    assertThat(last.metricOrNaN()).isCloseTo(sum / weights, within(1e-9));
  }

  @ParameterizedTest(name = "ratio {0}, {1}: {2}")
  @CsvSource({
    "0.5, 10 40 40, 10.0 25.0 32.5",
    "1, 10 40 -1, 10.0 40.0 -1.0",
    "0.25, 0 8@5 8@-5, 0.0 2.0 3.5",
    "0.5, 10 - x99 NaN Infinity 20, 10.0 null 99 null Infinity 15.0",
    "0.5, 1.7e308 -1.7e308, 1.7E308 0.0",
  })
  void averagesByOrder(double ratio, String words, String expected) {
    OperatorHarness harness = OperatorHarness.of(new EwmaRatioSpec(ratio));

    assertThat(Script.metrics(harness, words)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN})
  void refusesARatioOutOfRange(double ratio) {
    assertThatThrownBy(() -> new EwmaRatioSpec(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ewma: ratio must be above 0 and at most 1, was " + ratio);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 'ewma: halfLife must be longer than zero, was PT0S'",
    "PT-1S, 'ewma: halfLife must be longer than zero, was PT-1S'",
    "P36501D, 'ewma: halfLife must be at most 100 years, was PT876024H'",
  })
  void refusesAHalfLifeOutOfRange(Duration halfLife, String message) {
    assertThatThrownBy(() -> new EwmaSpec(halfLife))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
