package io.tocsin.dsl;

import org.jspecify.annotations.Nullable;

/**
 * {@code Math}'s functions for numbers that may be absent, as an event's metric is: of an absent
 * number they are absent. A Groovy extension module; what Java's own functions take goes to those.
 */
public final class MathUnits {

  private MathUnits() {}

  public static @Nullable Number abs(Math self, @Nullable Number n) {
    if (isWhole(n)) {
      return Math.abs(n.longValue());
    }
    return n == null ? null : (Number) Math.abs(n.doubleValue());
  }

  public static @Nullable Number max(Math self, @Nullable Number a, @Nullable Number b) {
    if (isWhole(a) && isWhole(b)) {
      return Math.max(a.longValue(), b.longValue());
    }
    return a == null || b == null ? null : (Number) Math.max(a.doubleValue(), b.doubleValue());
  }

  public static @Nullable Number min(Math self, @Nullable Number a, @Nullable Number b) {
    if (isWhole(a) && isWhole(b)) {
      return Math.min(a.longValue(), b.longValue());
    }
    return a == null || b == null ? null : (Number) Math.min(a.doubleValue(), b.doubleValue());
  }

  public static @Nullable Number round(Math self, @Nullable Number n) {
    return n == null ? null : (Number) (isWhole(n) ? n.longValue() : Math.round(n.doubleValue()));
  }

  public static @Nullable Number floor(Math self, @Nullable Number n) {
    return n == null ? null : (Number) Math.floor(n.doubleValue());
  }

  public static @Nullable Number ceil(Math self, @Nullable Number n) {
    return n == null ? null : (Number) Math.ceil(n.doubleValue());
  }

  public static @Nullable Number sqrt(Math self, @Nullable Number n) {
    return n == null ? null : (Number) Math.sqrt(n.doubleValue());
  }

  public static @Nullable Number log(Math self, @Nullable Number n) {
    return n == null ? null : (Number) Math.log(n.doubleValue());
  }

  public static @Nullable Number log10(Math self, @Nullable Number n) {
    return n == null ? null : (Number) Math.log10(n.doubleValue());
  }

  public static @Nullable Number pow(Math self, @Nullable Number n, @Nullable Number exponent) {
    return n == null || exponent == null
        ? null
        : (Number) Math.pow(n.doubleValue(), exponent.doubleValue());
  }

  private static boolean isWhole(@Nullable Number n) {
    return n instanceof Long || n instanceof Integer || n instanceof Short || n instanceof Byte;
  }
}
