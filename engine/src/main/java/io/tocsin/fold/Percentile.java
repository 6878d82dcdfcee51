package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the event at {@code floor(n * point)} of the n events sorted by metric, at most the last.
 * Events without metric and expired ones are left out; null when none remains. Immutable.
 *
 * @param point from 0, the least metric, to 1, the greatest
 */
public record Percentile(double point) implements Fold {

  public Percentile {
    check("percentile", point);
  }

  @Override
  public @Nullable Event apply(List<Event> events, long nowMicros) {
    List<Event> sorted = MetricOrder.sorted(events);
    return sorted.isEmpty() ? null : sorted.get(rank(point, sorted.size()));
  }

  /** The place, from 0, of a point among {@code n} sorted values, n at least 1. */
  public static int rank(double point, int n) {
    return (int) Math.min(n - 1L, (long) (n * point));
  }

  /**
   * Checks a point.
   *
   * @param verb for the message
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public static void check(String verb, double point) {
    if (!(point >= 0 && point <= 1)) {
      throw new IllegalArgumentException(verb + ": point must be from 0 to 1, was " + point);
    }
  }
}
