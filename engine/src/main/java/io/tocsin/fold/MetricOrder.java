package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders events by the number their metric is, exactly: whole and floating metrics are compared
 * without rounding, 1 equals 1.0 and 0.0 equals -0.0. Immutable.
 *
 * <p>Only for events that have a metric.
 */
public enum MetricOrder implements Comparator<Event> {
  ASCENDING;

  private static final double TWO_TO_63 = 0x1p63;

  @Override
  public int compare(Event a, Event b) {
    if (a.hasLongMetric()) {
      return b.hasLongMetric()
          ? Long.compare(a.metricAsLong(), b.metricAsLong())
          : compareMixed(a.metricAsLong(), b.metricOrNaN());
    }
    return b.hasLongMetric()
        ? -compareMixed(b.metricAsLong(), a.metricOrNaN())
        : compareFloating(a.metricOrNaN(), b.metricOrNaN());
  }

  /**
   * Compares two numbers in the same way.
   *
   * @param a a Long or a Double that is not NaN
   * @param b a Long or a Double that is not NaN
   */
  public static int compareNumbers(Number a, Number b) {
    if (a instanceof Long x) {
      return b instanceof Long y ? Long.compare(x, y) : compareMixed(x, b.doubleValue());
    }
    return b instanceof Long y
        ? -compareMixed(y, a.doubleValue())
        : compareFloating(a.doubleValue(), b.doubleValue());
  }

  /** Whether the event's metric counts in statistics: it has one and is not expired. */
  public static boolean counts(Event event) {
    return event.hasMetric() && !event.hasExpiredState();
  }

  /** The events whose metric counts, ascending; equal ones in the order they came. */
  public static List<Event> sorted(List<Event> events) {
    List<Event> sorted = new ArrayList<>(events.size());
    for (Event event : events) {
      if (counts(event)) {
        sorted.add(event);
      }
    }
    sorted.sort(ASCENDING);
    return sorted;
  }

  private static int compareFloating(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static int compareMixed(long a, double b) {
    if (b >= TWO_TO_63) {
      return -1;
    }
    if (b < -TWO_TO_63) {
      return 1;
    }
    long whole = (long) b;
    return a == whole ? compareFloating(0, b - whole) : Long.compare(a, whole);
  }
}
