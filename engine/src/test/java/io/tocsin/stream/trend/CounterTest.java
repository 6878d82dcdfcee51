package io.tocsin.stream.trend;

import static io.tocsin.fold.Samples.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.testkit.OperatorHarness;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link CounterSpec}. */
final class CounterTest {

  @ParameterizedTest(name = "counter({0}) of {1} is {2}")
  @CsvSource({
    "0, 1 2 3, 1 3 6",
    "5, 1 -2, 6 4",
    "0.5, 1 2, 1.5 3.5",
    "0, 1 0.5 1, 1 1.5 2.5",
    "0, 1 - 2, 1 null 3",
    "0, 1 NaN 2, 1 null 3",
    "0, 1 x9 2, 1 9 3",
    "0, 1 2 r10 1, 1 3 10 11",
    "0, 1 r- 2, 1 null 3",
    "0, 1 xr 2, 1 null 3",
    "0, 0.5 r4 1, 0.5 4 5",
    "9223372036854775806, 1 1 1, 9223372036854775807 9.223372036854776E18 9.223372036854776E18",
    "-9223372036854775807, -1 -1, -9223372036854775808 -9.223372036854776E18",
    "0, Infinity 1 -Infinity 5 r1 2, Infinity Infinity null null 1 3",
  })
  void goesOnWithTheSumSoFar(String start, String words, String expected) {
    OperatorHarness harness = OperatorHarness.of(new CounterSpec(number(start)));

    assertThat(Script.metrics(harness, words.replace("xr", "x-"))).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
    assertThat(harness.timers()).isZero();
  }

  @Test
  void leavesTheOtherFieldsAndEventsThatDoNotCount() {
    Event counted = Script.event("2/a@7").set(java.util.Map.of("zone", "eu"));
    Event expired = Script.event("x9/a@8");
    OperatorHarness harness = OperatorHarness.of(new CounterSpec(1));

    harness.send(counted, expired);

    assertThat(harness.take()).isEqualTo(List.of(counted.withMetric(3), expired));
  }

  @Test
  void isEqualWhateverTheKindOfNumberItStartsFrom() {
    assertThat(new CounterSpec(5)).isEqualTo(new CounterSpec(5L));
    assertThat(new CounterSpec(new BigDecimal("0.5"))).isEqualTo(new CounterSpec(0.5f));
    assertThat(new CounterSpec(5.0)).isNotEqualTo(new CounterSpec(5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesToStartFromNoNumber(double start) {
    assertThatThrownBy(() -> new CounterSpec(start))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("counter: start must be a finite number, was " + start);
  }
}
