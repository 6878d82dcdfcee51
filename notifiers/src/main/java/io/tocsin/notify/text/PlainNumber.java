package io.tocsin.notify.text;

import io.tocsin.event.Event;
import java.math.BigDecimal;

/** Numbers as people and carbon read them: digits and a point, never an exponent. */
public final class PlainNumber {

  private PlainNumber() {}

  /** An event's metric; a whole number exactly, empty when absent. */
  public static String ofMetric(Event event) {
    if (event.hasLongMetric()) {
      return Long.toString(event.metricAsLong());
    }
    return event.hasMetric() ? of(event.metricOrNaN()) : "";
  }

  /** The shortest digits that read back as the same double; NaN and Infinity by name. */
  public static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    String digits = BigDecimal.valueOf(value).toPlainString();
    return digits.contains(".") ? withoutTrailingZeros(digits) : digits;
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    // At least one digit stays after the point: a floating number looks like one.
    return digits.charAt(end - 1) == '.'
        ? digits.substring(0, end) + "0"
        : digits.substring(0, end);
  }
}
