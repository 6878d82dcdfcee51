package io.tocsin.dsl.internal;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of an event's metric, which is read without making an object; an absent one makes
 * them false. See {@link Ops}. Public because compiled rules call it; not for other use.
 */
public final class MetricOps {

  private MetricOps() {}

  public static boolean eq(Event e, @Nullable Object b) {
    return Ops.eq((Object) e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Number b) {
    return Ops.eq(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Object b) {
    return Ops.ne((Object) e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Number b) {
    return Ops.ne(e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Object b) {
    return Ops.gt((Object) e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Number b) {
    return Ops.gt(e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Object b) {
    return Ops.ge((Object) e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Number b) {
    return Ops.ge(e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Object b) {
    return Ops.lt((Object) e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Number b) {
    return Ops.lt(e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Object b) {
    return Ops.le((Object) e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Number b) {
    return Ops.le(e.getMetric(), b);
  }

  // The type checker would rather unbox an absent value, and fail, than take it as a Number.

  public static boolean eq(Event e, @Nullable Double b) {
    return Ops.eq(e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Float b) {
    return Ops.eq(e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Long b) {
    return Ops.eq(e.getMetric(), b);
  }

  public static boolean eq(Event e, @Nullable Integer b) {
    return Ops.eq(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Double b) {
    return Ops.ne(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Float b) {
    return Ops.ne(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Long b) {
    return Ops.ne(e.getMetric(), b);
  }

  public static boolean ne(Event e, @Nullable Integer b) {
    return Ops.ne(e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Double b) {
    return Ops.gt(e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Float b) {
    return Ops.gt(e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Long b) {
    return Ops.gt(e.getMetric(), b);
  }

  public static boolean gt(Event e, @Nullable Integer b) {
    return Ops.gt(e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Double b) {
    return Ops.ge(e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Float b) {
    return Ops.ge(e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Long b) {
    return Ops.ge(e.getMetric(), b);
  }

  public static boolean ge(Event e, @Nullable Integer b) {
    return Ops.ge(e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Double b) {
    return Ops.lt(e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Float b) {
    return Ops.lt(e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Long b) {
    return Ops.lt(e.getMetric(), b);
  }

  public static boolean lt(Event e, @Nullable Integer b) {
    return Ops.lt(e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Double b) {
    return Ops.le(e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Float b) {
    return Ops.le(e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Long b) {
    return Ops.le(e.getMetric(), b);
  }

  public static boolean le(Event e, @Nullable Integer b) {
    return Ops.le(e.getMetric(), b);
  }

  public static boolean eq(Event e, double b) {
    return e.hasLongMetric() ? NumberOps.compare(e.metricAsLong(), b) == 0 : e.metricOrNaN() == b;
  }

  public static boolean gt(Event e, double b) {
    return e.hasLongMetric() ? NumberOps.compare(e.metricAsLong(), b) == 1 : e.metricOrNaN() > b;
  }

  public static boolean ge(Event e, double b) {
    return e.hasLongMetric()
        ? (NumberOps.compare(e.metricAsLong(), b) & ~1) == 0
        : e.metricOrNaN() >= b;
  }

  public static boolean lt(Event e, double b) {
    return e.hasLongMetric() ? NumberOps.compare(e.metricAsLong(), b) == -1 : e.metricOrNaN() < b;
  }

  public static boolean le(Event e, double b) {
    return e.hasLongMetric() ? NumberOps.compare(e.metricAsLong(), b) <= 0 : e.metricOrNaN() <= b;
  }

  public static boolean ne(Event e, double b) {
    if (e.hasLongMetric()) {
      return Math.abs(NumberOps.compare(e.metricAsLong(), b)) == 1;
    }
    double a = e.metricOrNaN();
    return a < b || a > b;
  }

  public static boolean eq(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() == b : NumberOps.compare(b, e.metricOrNaN()) == 0;
  }

  public static boolean gt(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() > b : NumberOps.compare(b, e.metricOrNaN()) == -1;
  }

  public static boolean ge(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() >= b : NumberOps.compare(b, e.metricOrNaN()) <= 0;
  }

  public static boolean lt(Event e, long b) {
    return e.hasLongMetric() ? e.metricAsLong() < b : NumberOps.compare(b, e.metricOrNaN()) == 1;
  }

  public static boolean le(Event e, long b) {
    return e.hasLongMetric()
        ? e.metricAsLong() <= b
        : (NumberOps.compare(b, e.metricOrNaN()) & ~1) == 0;
  }

  public static boolean ne(Event e, long b) {
    return e.hasLongMetric()
        ? e.metricAsLong() != b
        : Math.abs(NumberOps.compare(b, e.metricOrNaN())) == 1;
  }
}
