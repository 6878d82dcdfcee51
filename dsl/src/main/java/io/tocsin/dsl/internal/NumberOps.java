package io.tocsin.dsl.internal;

import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.StringGroovyMethods;
import org.jspecify.annotations.Nullable;

/**
 * What arithmetic in rules means: on an absent value it is absent. Whole numbers are added exactly;
 * a result beyond a long is a double. Public because compiled rules call it; not for other use.
 */
public final class NumberOps {

  /** What {@link #compare} gives when either is NaN. */
  static final int UNORDERED = 2;

  private NumberOps() {}

  /** -1, 0, 1, or {@link #UNORDERED}. */
  static int compare(Number a, Number b) {
    if (isWhole(a)) {
      return isWhole(b)
          ? Long.compare(a.longValue(), b.longValue())
          : compare(a.longValue(), b.doubleValue());
    }
    if (isWhole(b)) {
      int order = compare(b.longValue(), a.doubleValue());
      return order == UNORDERED ? UNORDERED : -order;
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : UNORDERED;
  }

  /** Exactly: a long beyond 2^53 is not rounded. */
  static int compare(long a, double b) {
    if (Double.isNaN(b)) {
      return UNORDERED;
    }
    if (b >= 0x1p63) {
      return -1;
    }
    if (b < -0x1p63) {
      return 1;
    }
    long whole = (long) b;
    if (a != whole) {
      return Long.compare(a, whole);
    }
    return b > whole ? -1 : b < whole ? 1 : 0;
  }

  static boolean isWhole(Number n) {
    return n instanceof Long || n instanceof Integer || n instanceof Short || n instanceof Byte;
  }

  public static @Nullable Number plus(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    if (isWhole(a) && isWhole(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long sum = x + y;
      return ((x ^ sum) & (y ^ sum)) < 0 ? (Number) ((double) x + y) : (Number) sum;
    }
    return a.doubleValue() + b.doubleValue();
  }

  /** A text with something after it. */
  public static @Nullable String plus(@Nullable CharSequence a, @Nullable Object b) {
    return a == null || b == null ? null : a.toString() + b;
  }

  /** A text with something before it. */
  public static @Nullable String plus(@Nullable Object a, @Nullable CharSequence b) {
    return a == null || b == null ? null : a.toString() + b;
  }

  public static @Nullable String plus(@Nullable CharSequence a, @Nullable CharSequence b) {
    return a == null || b == null ? null : a.toString() + b;
  }

  /** Of values whose types only the run can tell. */
  public static @Nullable Object plus(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    if (a instanceof Number x && b instanceof Number y) {
      return plus(x, y);
    }
    return a instanceof CharSequence || b instanceof CharSequence
        ? a.toString() + b
        : InvokerHelper.invokeMethod(a, "plus", b);
  }

  /** A text without the first occurrence of another. */
  public static @Nullable String minus(@Nullable CharSequence a, @Nullable Object b) {
    return a == null || b == null ? null : StringGroovyMethods.minus(a, b);
  }

  /** A text so many times. */
  public static @Nullable String multiply(@Nullable CharSequence a, @Nullable Number b) {
    return a == null || b == null ? null : StringGroovyMethods.multiply(a, b);
  }

  public static @Nullable Number minus(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    if (isWhole(a) && isWhole(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long difference = x - y;
      boolean overflow = ((x ^ y) & (x ^ difference)) < 0;
      return overflow ? (Number) ((double) x - y) : (Number) difference;
    }
    return a.doubleValue() - b.doubleValue();
  }

  public static @Nullable Number multiply(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    if (isWhole(a) && isWhole(b)) {
      long x = a.longValue();
      long y = b.longValue();
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
      return fits ? (Number) low : (Number) ((double) x * y);
    }
    return a.doubleValue() * b.doubleValue();
  }

  /** Always a double; division by zero fails the rule's branch rather than make an infinity. */
  public static @Nullable Number div(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    refuseZero(b);
    return a.doubleValue() / b.doubleValue();
  }

  public static @Nullable Number mod(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    refuseZero(b);
    if (isWhole(a) && isWhole(b)) {
      return a.longValue() % b.longValue();
    }
    return a.doubleValue() % b.doubleValue();
  }

  /** Whole when both are and the result is exact. */
  public static @Nullable Number power(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return null;
    }
    double power = Math.pow(a.doubleValue(), b.doubleValue());
    boolean exact = isWhole(a) && isWhole(b) && b.longValue() >= 0 && Math.abs(power) <= 0x1p53;
    return exact ? (Number) (long) power : (Number) power;
  }

  private static void refuseZero(Number divisor) {
    if (divisor.doubleValue() == 0) {
      throw new ArithmeticException("division by zero");
    }
  }
}
