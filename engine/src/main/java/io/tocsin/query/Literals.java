package io.tocsin.query;

import java.math.BigInteger;
import org.antlr.v4.runtime.Token;

/** The values of literals: from tokens to numbers and texts. */
final class Literals {

  private static final int LONG_DIGITS = 18;
  private static final int OCTAL_DIGITS = 3;
  private static final int OCTAL_MAX = 0377;
  private static final int UNICODE_DIGITS = 4;

  private Literals() {}

  /** A number with a point or exponent, {@code Infinity} or {@code NaN}. */
  static Double floating(Token token) {
    return Double.valueOf(token.getText());
  }

  /** A Long as far as it reaches, then a BigInteger; {@code 5n} is 5. */
  static Number whole(Token token) {
    String digits = token.getText();
    if (digits.endsWith("n")) {
      digits = digits.substring(0, digits.length() - 1);
    }
    if (digits.length() <= LONG_DIGITS) {
      return Long.valueOf(digits);
    }
    BigInteger big = new BigInteger(digits);
    return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
  }

  /** A name without its backquotes. */
  static String unquotedName(Token token) {
    String text = token.getText();
    return text.substring(1, text.length() - 1);
  }

  /**
   * A string without its quotes and escapes.
   *
   * @throws QueryException if an escape is unknown or cut short
   */
  static String text(Token token) {
    String quoted = token.getText();
    int end = quoted.length() - 1;
    if (quoted.indexOf('\\') < 0) {
      return quoted.substring(1, end);
    }
    StringBuilder text = new StringBuilder(quoted.length());
    int at = 1;
    while (at < end) {
      char c = quoted.charAt(at);
      if (c != '\\') {
        text.append(c);
        at++;
      } else {
        at = escape(token, quoted, at, text);
      }
    }
    return text.toString();
  }

  /** Appends what the escape at {@code at} means and says where it ends. */
  private static int escape(Token token, String quoted, int at, StringBuilder text) {
    char kind = quoted.charAt(at + 1);
    switch (kind) {
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case '"', '\'', '\\' -> text.append(kind);
      case 'u' -> {
        int end = digitsEnd(quoted, at + 2, UNICODE_DIGITS, 16);
        if (end != at + 2 + UNICODE_DIGITS) {
          throw at(
              token, quoted, at, "\\u needs four hexadecimal digits", "write it as in \\u00e9");
        }
        text.append((char) Integer.parseInt(quoted, at + 2, end, 16));
        return end;
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int end = digitsEnd(quoted, at + 1, OCTAL_DIGITS, 8);
        int code = Integer.parseInt(quoted, at + 1, end, 8);
        if (code > OCTAL_MAX) {
          throw at(token, quoted, at, "an octal escape ends at \\377", "write it as in \\u00e9");
        }
        text.append((char) code);
        return end;
      }
      default -> {
        String shown = Character.toString(quoted.codePointAt(at + 1));
        String problem = "unknown escape '" + QueryErrors.printable("\\" + shown) + "' in a string";
        String remedy = "for a backslash write two, as in \\\\" + QueryErrors.printable(shown);
        throw at(token, quoted, at, problem, remedy);
      }
    }
    return at + 2;
  }

  private static int digitsEnd(String text, int from, int most, int radix) {
    int end = from;
    while (end < from + most && isDigit(text.charAt(end), radix)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c, int radix) {
    // Digits of other scripts are no digits here.
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private static QueryException at(
      Token token, String quoted, int index, String problem, String remedy) {
    int line = token.getLine();
    int column = token.getCharPositionInLine() + 1;
    for (int i = 0; i < index; i += Character.charCount(quoted.codePointAt(i))) {
      boolean newLine = quoted.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return new QueryException(line, column, problem, remedy);
  }
}
