package io.tocsin.stream.partition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of rules as they are compared and kept: text as String, whole numbers as Long as far
 * as it reaches, others as Double, lists and arrays as unmodifiable lists of such values.
 *
 * <p>So an interpolated text is the same as a plain one, and {@code init: 0} the same as a whole
 * metric of 0. The whole 1 and the floating 1.0 stay different, as a metric's kind does.
 */
public final class PlainValue {

  private PlainValue() {}

  /** The value in its plain form; null stays null, and what has no plain form stays as it is. */
  public static @Nullable Object of(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Object[] array) {
      return list(Arrays.asList(array));
    }
    return value;
  }

  private static Number number(Number value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return value.longValue();
    }
    if (value instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
    }
    if (value instanceof Float || value instanceof BigDecimal) {
      return value.doubleValue();
    }
    return value;
  }

  private static List<@Nullable Object> list(List<?> values) {
    List<@Nullable Object> plain = new ArrayList<>(values.size());
    for (Object value : values) {
      plain.add(of(value));
    }
    return Collections.unmodifiableList(plain);
  }
}
