package io.tocsin.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ExactSum}. */
final class ExactSumTest {

  private static ExactSum of(String words) {
    ExactSum sum = new ExactSum();
    for (Event event : Samples.list(words)) {
      sum.add(event);
    }
    return sum;
  }

  @ParameterizedTest(name = "{0} less {1}: {2}")
  @CsvSource({
    "1 2 3, 2, 4.0",
    "0.1 0.2 0.3, 0.1 0.2, 0.3",
    "1e300 1 1e150, 1e300 1e150, 1.0",
    "1e16 1.0 -1e16, '', 1.0",
    "1e308 1e308, '', Infinity",
    "1e308 1e308, 1e308, 1e308",
    "4.9E-324 4.9E-324, '', 1.0E-323",
    "4.9E-324 1.7976931348623157E308, 1.7976931348623157E308, 4.9E-324",
    "Infinity 1.5, Infinity, 1.5",
    "Infinity -Infinity, '', NaN",
    "Infinity -Infinity 1, Infinity, -Infinity",
    "1 0.5, 0.5, 1.0",
    "-9223372036854775808 0.5, '', -9223372036854775807.5",
    "-9223372036854775808 -0.5 9223372036854775807, '', -1.5",
    "9223372036854775807 9223372036854775807 0.25, 9223372036854775807 9223372036854775807, 0.25",
    "0.0 -0.0, '', 0.0",
    "-3.25 1.25, 1.25, -3.25",
  })
  void forgetsWhatIsTakenBack(String added, String removed, double left) {
    ExactSum sum = of(added);
    if (removed != null && !removed.isEmpty()) {
      Samples.list(removed).forEach(sum::remove);
    }

    assertThat(sum.value()).isEqualTo(Double.valueOf(left));
    // Asking changes nothing.
    assertThat(sum.value()).isEqualTo(Double.valueOf(left));
  }

  @ParameterizedTest(name = "{0} less {1}: whole {2}, {3}")
  @CsvSource({
    "1 2, 1, true, 2",
    "9223372036854775807 1, '', false, 0",
    "9223372036854775807 1, 1, true, 9223372036854775807",
    "-9223372036854775808, '', true, -9223372036854775808",
    "-9223372036854775808 -1, '', false, 0",
    "-9223372036854775808 5, -9223372036854775808, true, 5",
    "-9223372036854775808 -1, -1, true, -9223372036854775808",
    "1 1.0, '', false, 0",
    "1 1.0, 1.0, true, 1",
  })
  void isWholeWhileAllMetricsAreAndTheirSumIsALong(
      String added, String removed, boolean whole, long value) {
    ExactSum sum = of(added);
    if (removed != null && !removed.isEmpty()) {
      Samples.list(removed).forEach(sum::remove);
    }

    assertThat(sum.isWhole()).isEqualTo(whole);
    if (whole) {
      assertThat(sum.whole()).isEqualTo(value);
      assertThat(sum.value()).isEqualTo((double) value);
    }
  }

  @Test
  void isTheDoubleAtOrNextToTheSumHoweverLongItSlides() {
    Random random = Samples.random("exact sum", 99);
    ExactSum sum = new ExactSum();
    BigDecimal exact = BigDecimal.ZERO;
    ArrayDeque<Event> window = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      Event event =
          random.nextInt(5) == 0
              ? Samples.metric(random.nextLong())
              : Samples.metric(
                  random.nextGaussian() * Math.scalb(1.0, random.nextInt(i < 10_000 ? 40 : 1000)));
      window.add(event);
      sum.add(event);
      exact = exact.add(exactly(event));
      if (window.size() > 1 + random.nextInt(30)) {
        Event oldest = window.remove();
        sum.remove(oldest);
        exact = exact.subtract(exactly(oldest));
      }
      double nearest = exact.doubleValue();

      assertThat(sum.value()).isBetween(Math.nextDown(nearest), Math.nextUp(nearest));
      assertThat(sum.count()).isEqualTo(window.size());
    }
  }

  @Test
  void isTheSameToTheBitWhateverCameAndWentBefore() {
    Random random = Samples.random("exact sum", 7);
    ExactSum fresh = new ExactSum();
    ExactSum wider = new ExactSum();
    for (double gone : new double[] {1e30, -1e-30}) {
      wider.add(Samples.metric(gone));
    }
    for (double gone : new double[] {1e30, -1e-30}) {
      wider.remove(Samples.metric(gone));
    }
    for (int i = 0; i < 60_000; i++) {
      Event event = Samples.metric((i < 40_000 ? 2 : -2) * (1 + random.nextDouble()));
      fresh.add(event);
      wider.add(event);

      assertThat(Double.doubleToRawLongBits(fresh.value()))
          .as("after %d", i)
          .isEqualTo(Double.doubleToRawLongBits(wider.value()));
    }
  }

  private static BigDecimal exactly(Event event) {
    return event.hasLongMetric()
        ? BigDecimal.valueOf(event.metricAsLong())
        : new BigDecimal(event.metricOrNaN());
  }
}
