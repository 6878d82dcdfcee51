package io.tocsin.dsl.internal;

import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/**
 * What comparisons in rules mean. The compiler rewrites operators to these, and the static type
 * checker picks the overload.
 *
 * <p>A comparison with an absent value, or with NaN, is false, {@code !=} included. Numbers are
 * compared exactly, a whole one with a floating one too. Public because compiled rules call it; not
 * for other use.
 */
public final class Ops {

  private Ops() {}

  /** Groovy's truth, for what a predicate returns. */
  public static boolean truth(boolean value) {
    return value;
  }

  /** Groovy's truth, for what a predicate returns. */
  public static boolean truth(@Nullable Object value) {
    return DefaultTypeTransformation.booleanUnbox(value);
  }

  /** What a bare number is as a condition: true when it is there, also when it is 0. */
  public static boolean present(@Nullable Object value) {
    return value != null;
  }

  public static boolean eq(@Nullable String a, @Nullable String b) {
    return a != null && a.equals(b);
  }

  public static boolean eq(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && NumberOps.compare(a, b) == 0;
  }

  public static boolean eq(@Nullable Object a, @Nullable Object b) {
    return a != null && b != null && same(a, b);
  }

  public static boolean ne(@Nullable String a, @Nullable String b) {
    return a != null && b != null && !a.equals(b);
  }

  public static boolean ne(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return false;
    }
    int order = NumberOps.compare(a, b);
    return order != 0 && order != NumberOps.UNORDERED;
  }

  public static boolean ne(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return ne(x, y);
    }
    return a != null && b != null && !same(a, b);
  }

  /** Groovy compares a number with a text of one character by that character's code: not here. */
  static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return NumberOps.compare(x, y) == 0;
    }
    boolean mixed =
        (a instanceof Number && b instanceof CharSequence)
            || (a instanceof CharSequence && b instanceof Number);
    return !mixed && DefaultTypeTransformation.compareEqual(a, b);
  }

  public static boolean gt(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && NumberOps.compare(a, b) == 1;
  }

  public static boolean gt(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) > 0;
  }

  public static boolean gt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return gt(x, y);
    }
    return a != null && b != null && order(a, b) > 0;
  }

  public static boolean ge(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && (NumberOps.compare(a, b) & ~1) == 0;
  }

  public static boolean ge(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) >= 0;
  }

  public static boolean ge(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return ge(x, y);
    }
    return a != null && b != null && order(a, b) >= 0;
  }

  public static boolean lt(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && NumberOps.compare(b, a) == 1;
  }

  public static boolean lt(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) < 0;
  }

  public static boolean lt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return lt(x, y);
    }
    return a != null && b != null && order(a, b) < 0;
  }

  public static boolean le(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && (NumberOps.compare(b, a) & ~1) == 0;
  }

  public static boolean le(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) <= 0;
  }

  public static boolean le(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return le(x, y);
    }
    return a != null && b != null && order(a, b) <= 0;
  }

  /** {@code <=>}: what is absent comes first. */
  public static int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    if (a instanceof Number x && b instanceof Number y) {
      int order = NumberOps.compare(x, y);
      return order == NumberOps.UNORDERED
          ? Double.compare(x.doubleValue(), y.doubleValue())
          : order;
    }
    return order(a, b);
  }

  private static int order(Object a, Object b) {
    if (a instanceof Number != b instanceof Number) {
      throw new IllegalArgumentException("cannot order '" + a + "' and '" + b + "'");
    }
    return DefaultTypeTransformation.compareTo(a, b);
  }
}
