package io.tocsin.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression to be found anywhere in a text, within a budget. Immutable, thread-safe. */
final class TextSearch {

  /** Rounds that nested repetitions may demand at least, whether or not they read anything. */
  private static final long MAX_ROUNDS = 1_000_000;

  private static final Pattern COUNT = Pattern.compile("(\\)?)\\{(\\d{1,10})");
  private static final Pattern COMMENTS_MODE = Pattern.compile("\\(\\?[a-zA-Z]*x");
  private static final String SPECIAL = "\\^$.|?*+()[]{}#";

  private enum Kind {
    CONTAINS,
    STARTS_WITH,
    PATTERN
  }

  private final Kind kind;
  private final String literal;
  private final Pattern pattern;
  private final String prefix;
  private final Piece piece;

  private TextSearch(Kind kind, String literal, Pattern pattern, String prefix) {
    this.kind = kind;
    this.literal = literal;
    this.pattern = pattern;
    this.prefix = prefix;
    this.piece = new Piece(literal);
  }

  /**
   * Compiles a regular expression.
   *
   * @throws PatternSyntaxException if it is none, or demands too much
   * @throws StackOverflowError if it is nested very deeply
   */
  static TextSearch of(String regex) {
    refuseEndlessRounds(regex);
    Pattern pattern = Pattern.compile(regex);
    if (isLiteral(regex)) {
      return new TextSearch(Kind.CONTAINS, regex, pattern, "");
    }
    if (regex.startsWith("^") && isLiteral(regex.substring(1))) {
      String literal = regex.substring(1);
      return new TextSearch(Kind.STARTS_WITH, literal, pattern, literal);
    }
    return new TextSearch(Kind.PATTERN, "", pattern, prefixOf(regex));
  }

  /** What every text in which it is found begins with; may be empty. */
  String prefix() {
    return prefix;
  }

  /**
   * Whether it is found.
   *
   * @throws QueryException if that cannot be told within the budget
   */
  boolean find(String text, SearchBudget budget) {
    return switch (kind) {
      case CONTAINS -> piece.in(text, 0) >= 0;
      case STARTS_WITH -> text.startsWith(literal);
      case PATTERN -> findPattern(text, budget);
    };
  }

  private boolean findPattern(String text, SearchBudget budget) {
    try {
      return pattern.matcher(new Metered(text, budget)).find();
    } catch (StackOverflowError e) {
      throw SearchBudget.refusal(
          "a regular expression goes too deep on a text of " + text.length() + " characters");
    }
  }

  /**
   * Rounds over nothing, as of {@code ((){9999}){9999}}, read no character and so escape the count
   * of steps. Only repetitions of groups can nest, which end in a parenthesis.
   */
  private static void refuseEndlessRounds(String regex) {
    if (COMMENTS_MODE.matcher(regex).find()) {
      throw new PatternSyntaxException("the flag x is not allowed", regex, -1);
    }
    double nested = 1;
    double single = 1;
    Matcher count = COUNT.matcher(regex);
    while (count.find()) {
      double rounds = Math.max(1, Double.parseDouble(count.group(2)));
      if (count.group(1).isEmpty()) {
        single = Math.max(single, rounds);
      } else {
        nested *= rounds;
      }
    }
    if (nested * single > MAX_ROUNDS) {
      throw new PatternSyntaxException(
          "repetitions of more than " + MAX_ROUNDS + " rounds", regex, -1);
    }
  }

  private static boolean isLiteral(String regex) {
    return regex.chars().noneMatch(TextSearch::isSpecial);
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

  /** A text whose reading is paid for. */
  private record Metered(String text, SearchBudget budget) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      budget.step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
