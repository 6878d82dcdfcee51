package io.tocsin.stream.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link PlainValue}. */
final class PlainValueTest {

  static Stream<Arguments> values() {
    Object marker = new Object();
    BigInteger huge = BigInteger.TWO.pow(63);
    return Stream.of(
        Arguments.of(null, null),
        Arguments.of("text", "text"),
        Arguments.of(CharBuffer.wrap("text"), "text"),
        Arguments.of(1, 1L),
        Arguments.of((short) 1, 1L),
        Arguments.of((byte) 1, 1L),
        Arguments.of(1L, 1L),
        Arguments.of(huge.subtract(BigInteger.ONE), Long.MAX_VALUE),
        Arguments.of(huge, huge),
        Arguments.of(0.5f, 0.5),
        Arguments.of(new BigDecimal("0.50"), 0.5),
        Arguments.of(1.0, 1.0),
        Arguments.of(true, true),
        Arguments.of(marker, marker),
        Arguments.of(Arrays.asList(1, null, CharBuffer.wrap("a")), Arrays.asList(1L, null, "a")),
        Arguments.of(new Object[] {1, 2}, List.of(1L, 2L)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void hasOnePlainFormForEqualValues(Object value, Object plain) {
    assertThat(PlainValue.of(value)).isEqualTo(plain);
  }

  @Test
  void keepsWholeAndFloatingApart() {
    assertThat(PlainValue.of(1)).isNotEqualTo(PlainValue.of(1.0));
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Object plain = PlainValue.of(list);
    list.add("b");

    assertThat(plain).isEqualTo(List.of("a"));
  }
}
