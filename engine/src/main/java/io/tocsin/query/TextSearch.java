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

  private final TextFinder finder;

  private TextSearch(TextFinder finder) {
    this.finder = finder;
  }

  /**
   * Compiles a regular expression.
   *
   * @throws PatternSyntaxException if it is none, or demands too much
   * @throws StackOverflowError if it is nested very deeply
   */
  static TextSearch of(String regex) {
    refuseEndlessRounds(regex);
    return new TextSearch(TextFinder.of(regex));
  }

  /** What every text in which it is found begins with; may be empty. */
  String prefix() {
    return finder.prefix();
  }

  /**
   * Whether it is found.
   *
   * @throws QueryException if that cannot be told within the budget
   */
  boolean find(String text, SearchBudget budget) {
    return finder.isPlain() ? finder.isIn(text) : findPattern(text, budget);
  }

  private boolean findPattern(String text, SearchBudget budget) {
    try {
      return finder.pattern().matcher(new Metered(text, budget)).find();
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
