package io.tocsin.stream.filter;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of a case of {@link RouteBySpec}. Immutable; compared by value, and readable.
 *
 * <p>Numbers compare by their value, whole or not: 1 is 1.0. NaN is no number here.
 */
public sealed interface CaseValue {

  /** Whether a rule's value, text, number or whatever, is of this case. */
  boolean holds(@Nullable Object value);

  /**
   * A value itself.
   *
   * @param wanted a text, a number, or anything with {@code equals}; null for an absent value
   */
  record Equal(@Nullable Object wanted) implements CaseValue {
    public Equal {
      wanted = wanted instanceof CharSequence text ? text.toString() : wanted;
    }

    @Override
    public boolean holds(@Nullable Object value) {
      if (wanted == null || value == null) {
        return wanted == value;
      }
      if (wanted instanceof Number a && value instanceof Number b) {
        return isNumber(a) && isNumber(b) && compare(a, b) == 0;
      }
      return wanted.equals(value instanceof CharSequence text ? text.toString() : value);
    }
  }

  /** Texts in which a pattern is found. Other values are not of this case. */
  final class Matching implements CaseValue {
    private final Pattern pattern;

    public Matching(Pattern pattern) {
      this.pattern = pattern;
    }

    @Override
    public boolean holds(@Nullable Object value) {
      return value instanceof CharSequence text && pattern.matcher(text).find();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Matching m
          && pattern.pattern().equals(m.pattern.pattern())
          && pattern.flags() == m.pattern.flags();
    }

    @Override
    public int hashCode() {
      return pattern.pattern().hashCode();
    }

    @Override
    public String toString() {
      return "~/" + pattern + "/";
    }
  }

  /**
   * Numbers between two others.
   *
   * @param low itself in
   * @param high itself in, or not
   */
  record Between(Number low, Number high, boolean highIsIn) implements CaseValue {
    public Between {
      if (!isNumber(low) || !isNumber(high) || compare(low, high) > 0) {
        throw new IllegalArgumentException(
            "routeBy: a range goes up from one number to another, was " + low + ".." + high);
      }
    }

    @Override
    public boolean holds(@Nullable Object value) {
      if (!(value instanceof Number n) || !isNumber(n) || compare(low, n) > 0) {
        return false;
      }
      int order = compare(n, high);
      return order < 0 || (order == 0 && highIsIn);
    }
  }

  private static boolean isNumber(Number n) {
    return !Double.isNaN(n.doubleValue());
  }

  private static int compare(Number a, Number b) {
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    if (Double.isInfinite(x) || Double.isInfinite(y) || Math.abs(x - y) > Math.abs(x) / 1e9) {
      return Double.compare(x, y);
    }
    // A double cannot tell all whole numbers of a long apart.
    return exact(a).compareTo(exact(b));
  }

  private static boolean isWhole(Number n) {
    return n instanceof Long || n instanceof Integer || n instanceof Short || n instanceof Byte;
  }

  private static BigDecimal exact(Number n) {
    return n instanceof Double || n instanceof Float
        ? new BigDecimal(n.doubleValue())
        : new BigDecimal(n.toString());
  }
}
