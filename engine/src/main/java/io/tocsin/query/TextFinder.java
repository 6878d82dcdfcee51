package io.tocsin.query;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression to be found anywhere in a text. Those that are nothing but a text, or a text
 * after {@code ^}, are looked for without the means of regular expressions. Immutable, thread-safe.
 */
public final class TextFinder {

  private static final String SPECIAL = "\\^$.|?*+()[]{}#";

  private enum Kind {
    CONTAINS,
    STARTS_WITH,
    PATTERN
  }

  private final Kind kind;
  private final Pattern pattern;
  private final String prefix;
  private final Piece piece;

  private TextFinder(Kind kind, String literal, Pattern pattern, String prefix) {
    this.kind = kind;
    this.pattern = pattern;
    this.prefix = prefix;
    this.piece = new Piece(literal);
  }

  /**
   * Compiles a regular expression.
   *
   * @throws PatternSyntaxException if it is none
   * @throws StackOverflowError if it is nested very deeply
   */
  public static TextFinder of(String regex) {
    Pattern pattern = Pattern.compile(regex);
    if (isLiteral(regex)) {
      return new TextFinder(Kind.CONTAINS, regex, pattern, "");
    }
    String rest = regex.startsWith("^") ? regex.substring(1) : "";
    if (!rest.isEmpty() && isLiteral(rest)) {
      return new TextFinder(Kind.STARTS_WITH, "", pattern, rest);
    }
    return new TextFinder(Kind.PATTERN, "", pattern, prefixOf(regex));
  }

  /**
   * Whether it is found.
   *
   * @throws StackOverflowError if some regular expressions are tried on very long texts
   */
  public boolean isIn(String text) {
    return switch (kind) {
      case CONTAINS -> piece.in(text, 0) >= 0;
      case STARTS_WITH -> text.startsWith(prefix);
      case PATTERN -> text.startsWith(prefix) && pattern.matcher(text).find();
    };
  }

  /** Whether it is found without the means of regular expressions, in linear time. */
  boolean isPlain() {
    return kind != Kind.PATTERN;
  }

  Pattern pattern() {
    return pattern;
  }

  /** What every text in which it is found begins with; may be empty. */
  String prefix() {
    return prefix;
  }

  /** Whether it means just itself; half a character is none at its ends, where more may follow. */
  private static boolean isLiteral(String regex) {
    boolean halves =
        !regex.isEmpty()
            && (Character.isLowSurrogate(regex.charAt(0))
                || Character.isHighSurrogate(regex.charAt(regex.length() - 1)));
    return !halves && regex.chars().noneMatch(TextFinder::isSpecial);
  }

  private static boolean isSpecial(int c) {
    return SPECIAL.indexOf(c) >= 0;
  }

  private static String prefixOf(String regex) {
    if (!regex.startsWith("^") || regex.indexOf('|') >= 0) {
      return "";
    }
    int end = 1;
    while (end < regex.length() && !isSpecial(regex.charAt(end))) {
      end++;
    }
    if (end > 1 && end < regex.length() && "?*{".indexOf(regex.charAt(end)) >= 0) {
      // The last character may be missing from the text.
      end = regex.offsetByCodePoints(end, -1);
    }
    return regex.substring(1, end);
  }
}
