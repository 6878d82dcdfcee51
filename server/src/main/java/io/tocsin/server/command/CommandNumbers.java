package io.tocsin.server.command;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers as people write them on a command line. */
final class CommandNumbers {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");

  private CommandNumbers() {}

  /** A whole number that fits a long, else a finite floating one; null for anything else. */
  static @Nullable Number number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      if (WHOLE.matcher(text).matches()) {
        return Long.valueOf(text);
      }
    } catch (NumberFormatException e) {
      // Beyond a long: floating.
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? (Number) value : null;
  }

  /** Has a command line speak of numbers without the words of Java. */
  static void teach(CommandLine line) {
    line.registerConverter(
        BigDecimal.class,
        text -> {
          if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number");
          }
          return new BigDecimal(text);
        });
    line.registerConverter(int.class, text -> Math.toIntExact(whole(text, Integer.MAX_VALUE)));
    line.registerConverter(Long.class, text -> whole(text, Long.MAX_VALUE));
  }

  private static long whole(String text, long max) {
    if (WHOLE.matcher(text).matches()
        && number(text) instanceof Long value
        && Math.abs((double) value) <= max) {
      return value;
    }
    throw new TypeConversionException("'" + text + "' is not a whole number");
  }
}
