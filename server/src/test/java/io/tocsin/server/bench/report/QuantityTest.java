package io.tocsin.server.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them. */
final class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "0.125, 0.13",
    "1.234, 1.23",
    "9.994, 9.99",
    "9.995, 10.0",
    "99.94, 99.9",
    "99.95, 100",
    "999.4, 999",
    "999.5, 1.00k",
    "1000, 1k",
    "1234567, 1.23M",
    "12345678901234, 12346G",
    "-1500, -1.50k",
    "NaN, -",
  })
  void countsHaveThreeDigits(double value, String text) {
    assertThat(Quantity.count(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"71.4, 71.4 ns", "1500, 1.50 µs", "2000000, 2 ms", "61000000000, 61 s"})
  void timesHaveTheirUnit(double nanos, String text) {
    assertThat(Quantity.nanos(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.14, 0.14 B", "64000, 64 kB", "1073741824, 1.07 GB"})
  void sizesHaveTheirUnit(double bytes, String text) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0 %", "0.4567, 45.7 %", "1, 100.0 %", "NaN, -"})
  void sharesArePercent(double share, String text) {
    assertThat(Quantity.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.8591, 0.859", "99.9999, 100.000", "100, 100", "NaN, -"})
  void ratiosHaveThreePlaces(double ratio, String text) {
    assertThat(Quantity.ratio(ratio)).isEqualTo(text);
  }

  @Test
  void theCountryDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(Quantity.count(1234)).isEqualTo("1.23k");
      assertThat(Quantity.percent(0.123)).isEqualTo("12.3 %");
    } finally {
      Locale.setDefault(before);
    }
  }
}
