package io.tocsin.server.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values laid out along a line. */
final class AxisTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "7, 8", "10, 10", "12.3e6, 15e6", "0.13, 0.15"})
  void endsAtARoundNumberNotBelowTheHighest(double highest, double end) {
    Axis axis = Axis.fromZero(highest, 0, 100);

    assertThat(axis.high()).isCloseTo(end, within(end * 1e-9));
    assertThat(axis.ticks()).hasSizeBetween(3, 6).startsWith(0.0);
    assertThat(axis.ticks().get(axis.ticks().size() - 1)).isCloseTo(end, within(end * 1e-9));
  }

  @ParameterizedTest
  @CsvSource({"10, 10, 10, 100", "11, 99, 10, 100", "60, 38800000, 10, 100000000", "0, 1, 1e-9, 1"})
  void powersOfTenHoldBothValues(double lowest, double highest, double low, double high) {
    Axis axis = Axis.powers(lowest, highest, 0, 1);

    assertThat(axis.low()).isCloseTo(low, within(low * 1e-9));
    assertThat(axis.high()).isCloseTo(high, within(high * 1e-9));
  }

  @Test
  void valuesLieWhereTheyBelongAndThoseBeyondAtTheEnds() {
    Axis line = new Axis(0, 10, false, 200, 100);
    Axis powers = new Axis(1, 100, true, 0, 50);

    assertThat(line.at(0)).isEqualTo(200);
    assertThat(line.at(2.5)).isEqualTo(175);
    assertThat(line.at(11)).isEqualTo(100);
    assertThat(powers.at(10)).isEqualTo(25);
    assertThat(powers.at(0)).isZero();
    assertThat(powers.ticks()).containsExactly(1.0, 10.0, 100.0);
  }
}
