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
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ApdexSpec}. */
final class ApdexTest {

  private static final RuleFunction<EventPredicate> SATISFIED =
      RuleFunction.of((event, now) -> event.metricOrNaN() < 1, "metric < 1");
  private static final RuleFunction<EventPredicate> TOLERATED =
      RuleFunction.of((event, now) -> event.metricOrNaN() < 4, "metric < 4");

  private final OperatorHarness tens =
      OperatorHarness.of(new ApdexSpec(ofSeconds(10), SATISFIED, TOLERATED));

  @ParameterizedTest(name = "apdex of {0} is {1}")
  @CsvSource({
    "0, 1.0",
    "1, 0.5",
    "4, 0.0",
    "0 0 2 9, 0.625",
    "0 -, 0.5",
    "0 x9, 1.0",
    "NaN, 0.0",
  })
  void isTheShareOfTheSatisfied(String metrics, double expected) {
    for (String word : metrics.split(" ")) {
      boolean gone = word.startsWith("x");
      Event event = metric(number(gone ? word.substring(1) : word));
      tens.send(gone ? expired(event) : event);
    }

    assertThat(tens.advance(10).take())
        .singleElement()
        .satisfies(e -> assertThat(((Event) e).getMetric()).isEqualTo(expected));
    assertThat(tens.advance(60).take()).isEmpty();
    assertThat(tens.timers()).isZero();
  }

  @Test
  void startsEachIntervalFromNothingAndEndsWithAnIdleOne() {
    tens.send(metric(0)).advance(9.999999).send(metric(9)).advanceMicros(1).send(metric(0));

    assertThat(tens.advance(60).take())
        .extracting(e -> ((Event) e).getMetric())
        .containsExactly(0.5, 1.0);
  }

  @Test
  void carriesTheFieldsOfTheLastLiveEventAndTheTimeOfTheEnd() {
    tens.send(named("a", 0), named("b", null), expired(named("c", 0))).advance(10);

    assertThat(tens.take())
        .containsExactly(named("b", 0.5).toBuilder().timeMicros(10_000_000).build());
  }

  @Test
  void countsNothingOfAnEventOnWhichAConditionThrows() {
    RuleFunction<EventPredicate> throwing =
        RuleFunction.of(
            (event, now) -> {
              throw new IllegalStateException("no");
            },
            "throws");
    OperatorHarness harness = OperatorHarness.of(new ApdexSpec(ofSeconds(10), SATISFIED, throwing));

    harness.send(metric(0), metric(2)).advance(10);

    assertThat(harness.failures()).hasSize(1);
    assertThat(((Event) harness.take().get(0)).getMetric()).isEqualTo(1.0);
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    tens.send(metric(1), metric(2)).close();

    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(tens.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT0.000000999S", "P36501D"})
  void refusesAnIntervalOutOfRange(Duration interval) {
    assertThatThrownBy(() -> new ApdexSpec(interval, SATISFIED, TOLERATED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("apdex: interval must be ");
  }
}
