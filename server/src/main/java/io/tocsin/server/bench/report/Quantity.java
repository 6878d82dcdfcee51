package io.tocsin.server.bench.report;

import java.util.Locale;

/** Numbers with their units, to three digits, the same in every country. */
final class Quantity {

  private static final String[] COUNTS = {"", "k", "M", "G"};
  private static final String[] TIMES = {" ns", " µs", " ms", " s"};
  private static final String[] SIZES = {" B", " kB", " MB", " GB"};

  private Quantity() {}

  /** As in 1.23M; "-" when it is not known. */
  static String count(double value) {
    return scaled(value, COUNTS);
  }

  /** As in 4.56 µs. */
  static String nanos(double value) {
    return scaled(value, TIMES);
  }

  /** As in 7.89 MB, a thousand each. */
  static String bytes(double value) {
    return scaled(value, SIZES);
  }

  static String count(long value) {
    return count((double) value);
  }

  static String nanos(long value) {
    return nanos((double) value);
  }

  static String bytes(long value) {
    return bytes((double) value);
  }

  private static String scaled(double value, String[] units) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
      rest /= 1000;
      unit++;
    }
    return digits(rest) + units[unit];
  }

  /** As in 12.3 %. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** With one place, for columns. */
  static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A number that is about 1, or small. */
  static String ratio(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Math.abs(value) < 100 ? String.format(Locale.ROOT, "%.3f", value) : count(value);
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    if ((size == Math.rint(size) && size < 1000) || size >= 99.95) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
