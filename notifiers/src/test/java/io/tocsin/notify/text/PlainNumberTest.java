package io.tocsin.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link PlainNumber}. */
final class PlainNumberTest {

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "0, 0.0",
    "-0.0, 0.0",
    "1, 1.0",
    "0.1, 0.1",
    "-1.25, -1.25",
    "1e10, 10000000000",
    "123456789.5, 123456789.5",
    "1e21, 1000000000000000000000",
    "1e-7, 0.0000001",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void writesDigitsAndAPoint(double value, String text) {
    assertThat(PlainNumber.of(value)).isEqualTo(text);
  }

  @Test
  void readsBackAsTheSameNumber() {
    long seed = 7;
    System.out.println("seed " + seed);
    Random random = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        String text = PlainNumber.of(value);

        assertThat(Double.parseDouble(text)).isEqualTo(value);
        assertThat(text).matches("-?\\d+(\\.\\d+)?");
      }
    }
  }

  @Test
  void writesWholeMetricsExactlyAndAbsentOnesNotAtAll() {
    assertThat(PlainNumber.ofMetric(Event.builder().metric((1L << 53) + 1).build()))
        .isEqualTo("9007199254740993");
    assertThat(PlainNumber.ofMetric(Event.builder().build())).isEmpty();
  }
}
