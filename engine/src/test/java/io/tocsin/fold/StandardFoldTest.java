package io.tocsin.fold;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.list;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static io.tocsin.fold.Samples.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link StandardFold} and {@link Percentile}. */
final class StandardFoldTest {

  private static final long NOW = 7_000_000;

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      nullValues = "null",
      value = {
        "SUM, 1 2 3, 6",
        "SUM, 1 2.5, 3.5",
        "SUM, 1 - 2, 3",
        "SUM, - -, 0",
        "SUM, 1 x5, 1",
        "SUM, 9223372036854775807 1, 9.223372036854775807E18",
        "SUM, 9223372036854775806 1, 9223372036854775807",
        "SUM, -9223372036854775808 -1, -9.223372036854775809E18",
        "SUM, 0.1 0.2 0.3, 0.6",
        "SUM, 1E100 1.0 -1E100, 1.0",
        "PRODUCT, 2 3 4, 24",
        "PRODUCT, 2 0.5, 1.0",
        "PRODUCT, - 5, 5",
        "PRODUCT, -, 1",
        "PRODUCT, 2 x3, 2",
        "PRODUCT, 4611686018427387904 2, 9.223372036854775808E18",
        "PRODUCT, 4611686018427387904 -2, -9223372036854775808",
        "MEAN, 1 2, 1.5",
        "MEAN, 2 4, 3.0",
        "MEAN, 1 - 2 x60, 1.5",
        "MEAN, -, null",
        "MEAN, 9007199254740993 9007199254740993, 9007199254740993.0",
        "STDDEV, 1 2 3 4, 1.118033988749895",
        "STDDEV, 5, 0.0",
        "STDDEV, 2 - 4 x9, 1.0",
        "STDDEV, - -, null",
        "COUNT, 1 - x3, 3",
        "COUNT, x3, 1",
        "DIFFERENCE, 10 3 2, 5",
        "DIFFERENCE, 10 0.5, 9.5",
        "DIFFERENCE, 5, 5",
        "DIFFERENCE, 5 x3, 5",
        "DIFFERENCE, -9223372036854775808 1, -9.223372036854775809E18",
        "DIFFERENCE, -9223372036854775807 1, -9223372036854775808",
        "QUOTIENT, 12 3 2, 2",
        "QUOTIENT, 1 2, 0.5",
        "QUOTIENT, 7 2 7, 0.5",
        "QUOTIENT, 6 0.5, 12.0",
        "QUOTIENT, 0 5, 0",
        "QUOTIENT, 5, 5",
        "QUOTIENT, -9223372036854775808 -1, 9.223372036854775808E18",
      })
  void computesAMetric(StandardFold fold, String events, String expected) {
    Event result = fold.apply(list(events), NOW);

    if (expected == null) {
      assertThat(result).isNull();
    } else {
      assertThat(result.getMetric()).isEqualTo(number(expected));
      assertThat(result.getDescription()).isNull();
    }
  }

  /** The chosen event is told by its place in the list. */
  @ParameterizedTest(name = "{0} of {1} is number {2}")
  @CsvSource(
      nullValues = "null",
      value = {
        "MIN, 3 1 2, 1",
        "MIN, 1 1.0 2, 1",
        "MIN, - 2, 1",
        "MIN, 2 x1, 0",
        "MIN, 9007199254740993 9007199254740992.0, 1",
        "MIN, 9223372036854775807 9.3E18, 0",
        "MIN, -9223372036854775808 -9.3E18, 1",
        "MIN, 1.5 1, 1",
        "MIN, -, null",
        "MAX, 3 5 2, 1",
        "MAX, 5 2 5, 2",
        "MAX, 0.0 -0.0, 1",
        "MAX, 2 x9 -, 0",
        "MAX, 1 Infinity 7, 1",
        "MAX, 9007199254740993 9007199254740992.0, 0",
        "MAX, x1, null",
        "MEDIAN, 1 2 3 4, 2",
        "MEDIAN, 3 1 2, 2",
        "MEDIAN, 4, 0",
        "MEDIAN, x1 2 - 3, 3",
        "MEDIAN, - -, null",
        "MODE, 1 2 2 3, 1",
        "MODE, 3 1 1.0 2, 1",
        "MODE, 2 1 1 2, 0",
        "MODE, - - 4, 2",
        "MODE, x1 x1 4, 2",
        "MODE, -, null",
        "FIRST, 1 2 3, 0",
        "FIRST, x1 2, 0",
        "LAST, 1 2 3, 2",
        "LAST, 1 -, 1",
      })
  void choosesAnEvent(StandardFold fold, String words, Integer place) {
    List<Event> events = list(words);

    assertThat(fold.apply(events, NOW)).isSameAs(place == null ? null : events.get(place));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COUNT")
  void makesNothingOfNothing(StandardFold fold) {
    assertThat(fold.apply(List.of(), NOW)).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COUNT", "FIRST", "LAST"})
  void makesNothingOfExpiredEventsOnly(StandardFold fold) {
    assertThat(fold.apply(list("x1 x2"), NOW)).isNull();
  }

  @Test
  void countsNoneAtTheTimeItIsAsked() {
    Event none = StandardFold.COUNT.apply(List.of(), NOW);

    assertThat(none).isEqualTo(Event.builder().metric(0L).timeMicros(NOW).build());
  }

  @ParameterizedTest
  @EnumSource(names = {"SUM", "PRODUCT", "MEAN", "STDDEV", "COUNT", "DIFFERENCE", "QUOTIENT"})
  void keepsTheFieldsOfTheFirstEventThatIsNotExpired(StandardFold fold) {
    Event gone = expired(named("gone", 1));
    Event first =
        named("first", 6).toBuilder().host("h").timeMicros(3).ttlMicros(4).tag("t").build();
    Event second = named("second", 2).withTimeMicros(9);

    Event result = fold.apply(List.of(gone, first, second), NOW);

    assertThat(result.toBuilder().metric(6).build()).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "DIFFERENCE, 1 -, a metric is absent",
    "DIFFERENCE, - 1, a metric is absent",
    "QUOTIENT, 4 2 -, a metric is absent",
    "QUOTIENT, 4 0, division by zero",
    "QUOTIENT, 4 -0.0, division by zero",
    "QUOTIENT, 4.5 2 0.0, division by zero",
    "QUOTIENT, 0 0, division by zero",
  })
  void saysWhyThereIsNoResult(StandardFold fold, String events, String description) {
    Event result = fold.apply(list(events), NOW);

    assertThat(result.hasMetric()).isFalse();
    assertThat(result.getDescription()).isEqualTo(description);
    assertThat(result.getService()).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(names = {"DIFFERENCE", "QUOTIENT"})
  void leavesASingleEventWithoutMetricAsItIs(StandardFold fold) {
    assertThat(fold.apply(List.of(metric(null)), NOW)).isEqualTo(metric(null));
  }

  @Test
  void hasNoMetricWhenInfinitiesCancelOut() {
    List<Event> events = list("Infinity -Infinity");

    assertThat(StandardFold.SUM.apply(events, NOW).hasMetric()).isFalse();
    assertThat(StandardFold.SUM.apply(list("Infinity 1 2.5"), NOW).getMetric())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void isCalledAsInRules() {
    assertThat(Stream.of(StandardFold.values()).map(StandardFold::toString))
        .containsExactly(
            "sum",
            "product",
            "mean",
            "stddev",
            "difference",
            "quotient",
            "count",
            "min",
            "max",
            "median",
            "mode",
            "first",
            "last");
  }

  @ParameterizedTest(name = "point {0} of 1 to 10 is {1}")
  @CsvSource({"0, 1", ".1, 2", ".5, 6", ".9, 10", ".95, 10", ".99, 10", "1, 10", ".0999, 1"})
  void choosesAPercentile(double point, long expected) {
    List<Event> events = list("10 3 x0 7 1 9 - 2 8 4 6 5 x11");

    assertThat(new Percentile(point).apply(events, NOW).getMetric()).isEqualTo(expected);
  }

  @Test
  void makesNothingOfNoMetrics() {
    assertThat(new Percentile(0.5).apply(list("- x1"), NOW)).isNull();
    assertThat(new Percentile(0.5).apply(List.of(), NOW)).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAPointOutOfRange(double point) {
    assertThatThrownBy(() -> new Percentile(point))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("percentile: point must be from 0 to 1, was " + point);
  }

  /** Against BigDecimal and a plain sort, on mixed lists with ties, absent and expired metrics. */
  @Test
  void agreesWithANaiveModel() {
    Random random = Samples.random("folds", 20240607);
    for (int round = 0; round < 2000; round++) {
      List<Event> events = randomEvents(random);
      List<Event> counting =
          events.stream().filter(e -> e.hasMetric() && !e.hasExpiredState()).toList();
      BigDecimal sum =
          counting.stream().map(StandardFoldTest::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
      List<Event> sorted = new ArrayList<>(counting);
      sorted.sort(Comparator.comparing(StandardFoldTest::exact));
      if (events.stream().allMatch(Event::hasExpiredState)) {
        continue;
      }

      double scale = 1e-12 * (1 + Math.abs(sum.doubleValue()));
      assertThat(StandardFold.SUM.apply(events, NOW).metricOrNaN())
          .isCloseTo(sum.doubleValue(), within(scale));
      if (counting.isEmpty()) {
        assertThat(StandardFold.MEAN.apply(events, NOW)).isNull();
        continue;
      }
      int n = counting.size();
      assertThat(StandardFold.MEAN.apply(events, NOW).metricOrNaN())
          .isCloseTo(sum.doubleValue() / n, within(scale));
      assertThat(StandardFold.MEDIAN.apply(events, NOW)).isSameAs(sorted.get(n / 2));
      assertThat(new Percentile(0.9).apply(events, NOW))
          .isSameAs(sorted.get((int) Math.floor(n * 0.9)));
      assertThat(StandardFold.MAX.apply(events, NOW)).isSameAs(sorted.get(n - 1));
    }
  }

  private static BigDecimal exact(Event event) {
    return event.hasLongMetric()
        ? BigDecimal.valueOf(event.metricAsLong())
        : new BigDecimal(event.metricOrNaN());
  }

  private static List<Event> randomEvents(Random random) {
    List<Event> events = new ArrayList<>();
    int size = 1 + random.nextInt(12);
    for (int i = 0; i < size; i++) {
      long whole = random.nextInt(9) - 4 + (random.nextInt(20) == 0 ? 1L << 53 : 0);
      Number metric = random.nextBoolean() ? (Number) whole : (Number) (whole / 2.0);
      Event event = named("" + i, random.nextInt(6) == 0 ? null : metric);
      events.add(random.nextInt(6) == 0 ? expired(event) : event);
    }
    return events;
  }
}
