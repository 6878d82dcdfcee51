package io.tocsin.stream.trend;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Event;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link PredictLinearSpec}. */
final class PredictLinearTest {

  @ParameterizedTest(name = "{0} events, {1} s ahead: {2} gives {3}")
  @CsvSource({
    "3, 0, 1@0, ''",
    "3, 0, 1@0 2@0, ''",
    "3, 0, 1@0 3@1, 3.0",
    "3, 10, 1@0 3@1, 23.0",
    "3, 10, 1@0 3@1 5@2, 23.0 25.0",
    "2, 10, 1@0 3@1 3@2, 23.0 3.0",
    "3, 0, 0@0 0@1 3@2, 0.0 2.5",
    "3, 10, 5@0 5@1 5@2, 5.0 5.0",
    "3, 10, 1@0 - NaN@1 x9@1 Infinity@1 3@1, 23.0",
    "3, 10, 3@1 1@0 5@2, 25.0",
    "2, 10, 3@1 1@-1 5@2 7@3, 25.0 27.0",
    "2, 10, 3@1 5@2 1@0 7@3, 25.0 27.0",
    "3, 1, 0@0 2@1 4@1, 4.0 6.0",
    "5, 1, 0@-40 1@-30 2@-20 3@-10 4, 1.1 2.1 3.1 4.1",
  })
  void continuesTheLine(int events, long ahead, String words, String expected) {
    OperatorHarness harness =
        OperatorHarness.of(new PredictLinearSpec(events, ofSeconds(ahead), ZERO));

    String rounded =
        Script.metrics(harness, words).replaceAll("(\\.\\d*?)0{6,}\\d+|(\\.0)9{6,}\\d+", "$1");

    assertThat(rounded).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void predictsAtMostOnceInItsTime() {
    OperatorHarness harness = OperatorHarness.of(new PredictLinearSpec(5, ZERO, ofSeconds(10)));

    harness.send(Script.event("0@-2"), Script.event("1@-1"), Script.event("2@0"));
    assertThat(harness.take()).hasSize(1);

    harness.advance(9.999999).send(Script.event("3@1"));
    assertThat(harness.take()).isEmpty();

    harness.advanceMicros(1).send(Script.event("4@2"));
    assertThat(harness.take()).containsExactly(Script.event("4.0@2"));
  }

  @Test
  void losesNoPrecisionToGreatTimes() {
    OperatorHarness harness = OperatorHarness.of(new PredictLinearSpec(1000, ofSeconds(100), ZERO));
    harness.advance(1.8e9);

    for (int i = 0; i < 1000; i++) {
      harness.advance(1);
      harness.send(Event.builder().metric(1e9 + 0.25 * i).timeMicros(harness.nowMicros()).build());
    }

    Event last = (Event) harness.take().get(998);
    assertThat(last.metricOrNaN()).isCloseTo(1e9 + 0.25 * 1099, within(1e-5));
  }

  @Test
  void holdsAtMostItsNumberOfEvents() {
    OperatorHarness harness = OperatorHarness.of(new PredictLinearSpec(100, ZERO, ZERO));
    for (int i = 0; i < 100; i++) {
      harness.send(Script.event("7@-" + (1000 - i)));
    }
    for (int i = 0; i < 100; i++) {
      harness.send(Script.event(i + "@-" + (100 - i)));
    }

    assertThat(((Event) harness.take().get(198)).metricOrNaN()).isCloseTo(99, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S, PT0S, 'predictLinear: events must be from 2 to 10000, was 1'",
    "10001, PT1S, PT0S, 'predictLinear: events must be from 2 to 10000, was 10001'",
    "2, PT-1S, PT0S, 'predictLinear: ahead must be longer than zero, was PT-1S'",
    "2, P36501D, PT0S, 'predictLinear: ahead must be at most 100 years, was PT876024H'",
    "2, PT0S, PT-1S, 'predictLinear: every must be longer than zero, was PT-1S'",
  })
  void refusesParametersOutOfRange(int events, Duration ahead, Duration every, String message) {
    assertThatThrownBy(() -> new PredictLinearSpec(events, ahead, every))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
