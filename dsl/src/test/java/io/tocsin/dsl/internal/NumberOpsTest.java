package io.tocsin.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class NumberOpsTest {

  private static final long BIG = (1L << 53) + 1;

  static Stream<Arguments> comparisons() {
    return Stream.of(
        Arguments.of(1, 2, -1),
        Arguments.of(2L, 2, 0),
        Arguments.of(3, 2.5, 1),
        Arguments.of(2, 2.5, -1),
        Arguments.of(-2, -2.5, 1),
        Arguments.of(-3, -2.5, -1),
        Arguments.of(2, 2.0, 0),
        Arguments.of(0, -0.0, 0),
        Arguments.of(0.0, -0.0, 0),
        Arguments.of(BIG, BIG - 1, 1),
        Arguments.of(BIG, (double) (BIG - 1), 1),
        Arguments.of(BIG - 1, (double) (BIG - 1), 0),
        Arguments.of(BIG - 2, (double) (BIG - 1), -1),
        Arguments.of(Long.MAX_VALUE, 0x1p63, -1),
        Arguments.of(Long.MIN_VALUE, -0x1p63, 0),
        Arguments.of(Long.MIN_VALUE, -1e30, 1),
        Arguments.of(1, Double.POSITIVE_INFINITY, -1),
        Arguments.of(1, Double.NEGATIVE_INFINITY, 1),
        Arguments.of((short) 1, (byte) 1, 0),
        Arguments.of(1.5f, 1.5, 0));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void comparesExactlyAndBothWaysRound(Number a, Number b, int order) {
    assertThat(NumberOps.compare(a, b)).isEqualTo(order);
    assertThat(NumberOps.compare(b, a)).isEqualTo(-order);
    assertThat(Ops.eq(a, b)).isEqualTo(order == 0);
    assertThat(Ops.ne(a, b)).isEqualTo(order != 0);
    assertThat(Ops.lt(a, b)).isEqualTo(order < 0);
    assertThat(Ops.le(a, b)).isEqualTo(order <= 0);
    assertThat(Ops.gt(a, b)).isEqualTo(order > 0);
    assertThat(Ops.ge(a, b)).isEqualTo(order >= 0);
  }

  @Test
  void comparesWithNaNToNothing() {
    for (Number other : List.<Number>of(1, 1L, 1.0, Double.NaN)) {
      assertThat(NumberOps.compare(Double.NaN, other)).isEqualTo(NumberOps.UNORDERED);
      assertThat(NumberOps.compare(other, Double.NaN)).isEqualTo(NumberOps.UNORDERED);
      assertThat(Ops.eq(other, (Number) Double.NaN)).isFalse();
      assertThat(Ops.ne(other, (Number) Double.NaN)).isFalse();
      assertThat(Ops.le((Number) Double.NaN, other)).isFalse();
      assertThat(Ops.ge((Number) Double.NaN, other)).isFalse();
    }
  }

  @Test
  void addsWholeNumbersExactlyAndGoesOnAsDoubleBeyondALong() {
    assertThat(NumberOps.plus((Number) BIG, (Number) 1)).isEqualTo(BIG + 1);
    assertThat(NumberOps.minus(Long.MIN_VALUE, 1)).isEqualTo(-0x1p63 - 1);
    assertThat(NumberOps.plus((Number) Long.MAX_VALUE, (Number) 1)).isEqualTo(0x1p63);
    assertThat(NumberOps.multiply(BIG, 2)).isEqualTo(2 * BIG);
    assertThat(NumberOps.multiply(Long.MAX_VALUE, 2)).isEqualTo(2.0 * Long.MAX_VALUE);
    assertThat(NumberOps.multiply(Long.MIN_VALUE, -1)).isEqualTo(0x1p63);
    assertThat(NumberOps.div(1, 2)).isEqualTo(0.5);
    assertThat(NumberOps.mod(-7, 3)).isEqualTo(-1L);
    assertThat(NumberOps.mod(7.5, 2)).isEqualTo(1.5);
  }

  @Test
  void staysAbsentWithAnythingAbsent() {
    assertThat(NumberOps.plus((Number) null, (Number) 1)).isNull();
    assertThat(NumberOps.minus(1, null)).isNull();
    assertThat(NumberOps.multiply((Number) null, null)).isNull();
    assertThat(NumberOps.div(null, 0)).isNull();
    assertThat(NumberOps.mod(1, null)).isNull();
    assertThat(NumberOps.plus((Object) null, "x")).isNull();
    assertThat(NumberOps.plus((Object) "x", 1)).isEqualTo("x1");
  }

  @Test
  void failsOnDivisionByZero() {
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> NumberOps.div(1, 0));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> NumberOps.mod(1, 0.0));
  }

  @Test
  void doesNotTakeATextForANumber() {
    assertThat(Ops.eq((Object) 53, (Object) "5")).isFalse();
    assertThat(Ops.ne((Object) 53, (Object) "5")).isTrue();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Ops.gt((Object) 53, (Object) "5"));
  }
}
