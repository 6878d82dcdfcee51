package io.tocsin.dsl.internal;

import groovy.lang.Range;
import io.tocsin.event.Event;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/**
 * What comparisons and arithmetic in rules mean. The compiler rewrites operators to these, and the
 * static type checker picks the overload.
 *
 * <p>A comparison with an absent value, or with NaN, is false, {@code !=} included; arithmetic on
 * an absent value is absent. Whole numbers are compared and added exactly; a result beyond a long
 * is a double. Public because compiled rules call it; not for other use.
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

  public static boolean eq(@Nullable String a, @Nullable String b) {
    return a != null && a.equals(b);
  }

  public static boolean eq(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && compare(a, b) == 0;
  }

  public static boolean eq(@Nullable Object a, @Nullable Object b) {
    return a != null && b != null && DefaultTypeTransformation.compareEqual(a, b);
  }

  public static boolean ne(@Nullable String a, @Nullable String b) {
    return a != null && b != null && !a.equals(b);
  }

  public static boolean ne(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return false;
    }
    int order = compare(a, b);
    return order != 0 && order != UNORDERED;
  }

  public static boolean ne(@Nullable Object a, @Nullable Object b) {
    return a != null && b != null && !DefaultTypeTransformation.compareEqual(a, b);
  }

  public static boolean gt(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && compare(a, b) == 1;
  }

  public static boolean ge(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && (compare(a, b) & ~1) == 0;
  }

  public static boolean lt(@Nullable Number a, @Nullable Number b) {
    return a != null && b != null && compare(a, b) == -1;
  }

  public static boolean le(@Nullable Number a, @Nullable Number b) {
    if (a == null || b == null) {
      return false;
    }
    int order = compare(a, b);
    return order == 0 || order == -1;
  }

  public static boolean gt(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) > 0;
  }

  public static boolean gt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return gt(x, y);
    }
    return a != null && b != null && DefaultTypeTransformation.compareTo(a, b) > 0;
  }

  public static boolean gt(Event e, @Nullable Number b) {
    return gt(e.getMetric(), b);
  }

  public static boolean ge(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) >= 0;
  }

  public static boolean ge(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return ge(x, y);
    }
    return a != null && b != null && DefaultTypeTransformation.compareTo(a, b) >= 0;
  }

  public static boolean ge(Event e, @Nullable Number b) {
    return ge(e.getMetric(), b);
  }

  public static boolean lt(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) < 0;
  }

  public static boolean lt(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return lt(x, y);
    }
    return a != null && b != null && DefaultTypeTransformation.compareTo(a, b) < 0;
  }

  public static boolean lt(Event e, @Nullable Number b) {
    return lt(e.getMetric(), b);
  }

  public static boolean le(@Nullable String a, @Nullable String b) {
    return a != null && b != null && a.compareTo(b) <= 0;
  }

  public static boolean le(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return le(x, y);
    }
    return a != null && b != null && DefaultTypeTransformation.compareTo(a, b) <= 0;
  }

  public static boolean le(Event e, @Nullable Number b) {
    return le(e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Number b) {
    return eq(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Number b) {
    return ne(e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Object b) {
    return eq((Object) e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Object b) {
    return ne((Object) e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Object b) {
    return gt((Object) e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Object b) {
    return ge((Object) e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Object b) {
    return lt((Object) e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Object b) {
    return le((Object) e.getMetric(), b);
  }

  public static boolean gt(Event e, double b) {
    return e.metricOrNaN() > b;
  }

  public static boolean ge(Event e, double b) {
    return e.metricOrNaN() >= b;
  }

  public static boolean lt(Event e, double b) {
    return e.metricOrNaN() < b;
  }

  public static boolean le(Event e, double b) {
    return e.metricOrNaN() <= b;
  }

  public static boolean eq(Event e, double b) {
    return e.metricOrNaN() == b;
  }

  public static boolean ne(Event e, double b) {
    double a = e.metricOrNaN();
    return a < b || a > b;
  }

  public static boolean gt(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() > b : e.metricOrNaN() > b;
  }

  public static boolean ge(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() >= b : e.metricOrNaN() >= b;
  }

  public static boolean lt(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() < b : e.metricOrNaN() < b;
  }

  public static boolean le(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() <= b : e.metricOrNaN() <= b;
  }

  public static boolean eq(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() == b : e.metricOrNaN() == b;
  }

  public static boolean ne(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() != b : ne(e, (double) b);
  }

  private static final int UNORDERED = 2;

  /** -1, 0, 1, or {@link #UNORDERED} when either is NaN. */
  private static int compare(Number a, Number b) {
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(a.longValue(), b.longValue());
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : UNORDERED;
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

  public static @Nullable String plus(@Nullable Number a, @Nullable String b) {
    return a == null || b == null ? null : a + b;
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

  private static void refuseZero(Number divisor) {
    if (divisor.doubleValue() == 0) {
      throw new ArithmeticException("division by zero");
    }
  }

  public static boolean find(Pattern pattern, @Nullable CharSequence text) {
    return text != null && pattern.matcher(text).find();
  }

  public static boolean find(@Nullable Object pattern, @Nullable CharSequence text) {
    return text != null && pattern != null && pattern(pattern).matcher(text).find();
  }

  /** The whole text matches. */
  public static boolean matches(Pattern pattern, @Nullable CharSequence text) {
    return text != null && pattern.matcher(text).matches();
  }

  /** The whole text matches. */
  public static boolean matches(@Nullable Object pattern, @Nullable CharSequence text) {
    return text != null && pattern != null && pattern(pattern).matcher(text).matches();
  }

  /** A matcher whose groups can be asked for; null, and so false, for an absent text. */
  public static @Nullable Matcher matcher(@Nullable Object pattern, @Nullable CharSequence text) {
    return text == null || pattern == null ? null : pattern(pattern).matcher(text);
  }

  private static Pattern pattern(Object pattern) {
    return pattern instanceof Pattern p ? p : PatternCache.get(pattern.toString());
  }

  public static boolean in(@Nullable Object value, Set<?> all) {
    return value != null && all.contains(value);
  }

  public static boolean in(@Nullable Object value, @Nullable Object all) {
    if (value == null || all == null) {
      return false;
    }
    if (value instanceof Number number && all instanceof Range<?> range) {
      return ge((Object) number, range.getFrom()) && le((Object) number, range.getTo());
    }
    if (value instanceof Number number && all instanceof Collection<?> numbers) {
      return numbers.stream().anyMatch(n -> eq((Object) number, n));
    }
    if (all instanceof Collection<?> collection && !(all instanceof Range)) {
      return collection.contains(value);
    }
    if (all instanceof Map<?, ?> map) {
      return map.containsKey(value);
    }
    return DefaultTypeTransformation.castToBoolean(
        InvokerHelper.invokeMethod(all, "isCase", value));
  }

  /** A set of constants, for {@code in}. */
  public static Set<Object> setOf(Object... all) {
    return Set.copyOf(new HashSet<>(Arrays.asList(all)));
  }
}
