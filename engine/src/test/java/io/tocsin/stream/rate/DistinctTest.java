package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.named;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link DistinctSpec}, {@link HyperLogLog} and {@link ValueHash}. */
final class DistinctTest {

  private static final RuleFunction<EventFunction> SERVICE =
      RuleFunction.of((event, now) -> event.getService(), "service");

  private final OperatorHarness tens =
      OperatorHarness.of(new DistinctSpec(ofSeconds(10), 0.02, SERVICE));

  @ParameterizedTest(name = "{0} has {1}")
  @CsvSource({"a, 1", "a a a, 1", "a b a c, 3", "a - b, 2", "a xz xy, 1"})
  void countsFewExactly(String words, long expected) {
    for (String word : words.split(" ")) {
      boolean gone = word.startsWith("x");
      Event event = named(word, null).withService(word.equals("-") ? null : word);
      tens.send(gone ? expired(event) : event);
    }

    assertThat(tens.advance(10).take())
        .singleElement()
        .satisfies(e -> assertThat(((Event) e).getMetric()).isEqualTo(expected));
    assertThat(tens.advance(60).take()).isEmpty();
    assertThat(tens.timers()).isZero();
  }

  @Test
  void emitsNothingForNoValue() {
    tens.send(Event.builder().build());

    assertThat(tens.timers()).isZero();
  }

  @Test
  void carriesTheFieldsOfTheLastEventWithAValueAndTheTimeOfTheEnd() {
    tens.send(named("a", 1), named("b", 7), Event.builder().host("h").build()).advance(10);

    assertThat(tens.take())
        .containsExactly(named("b", 2).toBuilder().timeMicros(10_000_000).build());
  }

  @Test
  void startsEachIntervalFromNothing() {
    tens.send(named("a", 1), named("b", 1)).advance(10).send(named("a", 1)).advance(10);

    assertThat(tens.take()).extracting(e -> ((Event) e).getMetric()).containsExactly(2L, 1L);
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    tens.send(named("a", 1), named("b", 1)).close();

    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(tens.timers()).isZero();
  }

  /** Values are the same in each run, so that this cannot fail by chance. */
  @ParameterizedTest(name = "{0} values with an error of {1}")
  @CsvSource({
    "10, 0.02",
    "100, 0.02",
    "1000, 0.02",
    "4000, 0.02",
    "10000, 0.02",
    "20000, 0.02",
    "100000, 0.02",
    "1000000, 0.02",
    "100000, 0.005",
    "100000, 0.25",
    "100000, 0.1",
  })
  void isWithinThreeStandardErrors(int n, double error) {
    for (String kind : List.of("text", "whole", "floating")) {
      HyperLogLog values = HyperLogLog.ofError(error);
      for (int i = 0; i < n; i++) {
        Object value =
            kind.equals("text")
                ? "host-" + i + ".example.com"
                : kind.equals("whole") ? (Object) (long) i : (Object) (i / 8.0);
        values.add(ValueHash.of(value));
        values.add(ValueHash.of(value));
      }

      assertThat(values.estimate()).as(kind).isCloseTo(n, within(Math.max(1, 3 * error * n)));
    }
  }

  @ParameterizedTest(name = "{0} takes {1} registers")
  @CsvSource({"0.25, 32", "0.1, 128", "0.02, 4096", "0.005, 65536"})
  void takesTheSpaceItSays(double error, int registers) {
    assertThat(HyperLogLog.ofError(error).size()).isEqualTo(registers);
  }

  @Test
  void tellsKindsOfValuesApartAndAlwaysHashesTheSame() {
    List<Object> values = List.of(1L, 1.0, "1", true, List.of(1L), "", 0L, 0.0, -0.0);

    assertThat(values.stream().map(ValueHash::of).distinct()).hasSize(values.size());
    assertThat(ValueHash.of("host")).isEqualTo(ValueHash.of(new String("host".toCharArray())));
  }

  @Test
  void estimatesNoneAndTheUtmost() {
    HyperLogLog values = HyperLogLog.ofError(0.25);
    assertThat(values.estimate()).isZero();

    for (long register = 0; register < values.size(); register++) {
      values.add(register << 59);
    }
    assertThat(values.estimate()).isGreaterThan(1e18);

    values.clear();
    assertThat(values.estimate()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0049999, 0.2500001, Double.NaN})
  void refusesAnErrorOutOfRange(double error) {
    assertThatThrownBy(() -> new DistinctSpec(ofSeconds(1), error, SERVICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("distinct: error must be from 0.005 to 0.25, was " + error);
  }

  @Test
  void refusesAnIntervalOutOfRange() {
    for (Duration every : Arrays.asList(Duration.ZERO, ofSeconds(-1), Duration.ofDays(36_501))) {
      assertThatThrownBy(() -> new DistinctSpec(every, 0.02, SERVICE))
          .hasMessageStartingWith("distinct: every must be ");
    }
  }
}
