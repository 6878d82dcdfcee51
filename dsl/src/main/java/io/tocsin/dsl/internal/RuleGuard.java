package io.tocsin.dsl.internal;

import groovy.lang.GString;
import io.tocsin.query.LikePattern;
import io.tocsin.query.TextFinder;
import io.tocsin.stream.dispatch.TextField;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a condition demands of one text of the event, put together when the rule is built, since the
 * values of outer variables are known then: the text is to be one of several things. Public because
 * compiled rules call it; not for other use.
 */
public final class RuleGuard {

  private final TextField field;
  private final Set<String> texts = new HashSet<>();
  private final List<Predicate<String>> tests = new ArrayList<>();
  private boolean unknown;

  private RuleGuard(TextField field) {
    this.field = field;
  }

  /** A guard of a field that accepts nothing yet. */
  public static RuleGuard on(String field) {
    return new RuleGuard(TextField.named(field));
  }

  public RuleGuard is(@Nullable Object value) {
    String text = text(value);
    if (text != null) {
      texts.add(text);
    }
    return this;
  }

  public RuleGuard find(String regex) {
    return or(TextFinder.of(regex)::isIn);
  }

  public RuleGuard matches(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return or(text -> pattern.matcher(text).matches());
  }

  public RuleGuard like(String pattern) {
    return or(LikePattern.of(pattern)::matches);
  }

  public RuleGuard startsWith(@Nullable Object value) {
    String part = text(value);
    return part == null ? this : or(text -> text.startsWith(part));
  }

  public RuleGuard endsWith(@Nullable Object value) {
    String part = text(value);
    return part == null ? this : or(text -> text.endsWith(part));
  }

  public RuleGuard contains(@Nullable Object value) {
    String part = text(value);
    return part == null ? this : or(text -> text.contains(part));
  }

  private RuleGuard or(Predicate<String> test) {
    tests.add(test);
    return this;
  }

  /** The text of a value that stays what it is; any other makes the whole guard unknown. */
  private @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof GString text && isFixed(text)) {
      return text.toString();
    }
    unknown = true;
    return null;
  }

  private static boolean isFixed(GString text) {
    for (Object part : text.getValues()) {
      boolean fixed =
          part instanceof String
              || part instanceof Integer
              || part instanceof Long
              || part instanceof Double;
      if (!fixed) {
        return false;
      }
    }
    return true;
  }

  /** Those of which everything is known. */
  static List<TextGuard> known(RuleGuard... guards) {
    List<TextGuard> known = new ArrayList<>();
    for (RuleGuard guard : guards) {
      if (!guard.unknown) {
        known.add(new TextGuard(guard.field, guard.texts, guard.tests));
      }
    }
    return known;
  }
}
