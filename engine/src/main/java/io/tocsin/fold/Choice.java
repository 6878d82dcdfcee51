package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds that choose one of the events by its metric. */
final class Choice {

  private Choice() {}

  static @Nullable Event median(List<Event> events) {
    List<Event> sorted = MetricOrder.sorted(events);
    return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
  }

  static @Nullable Event mode(List<Event> events) {
    Map<Event, Integer> counts = new TreeMap<>(MetricOrder.ASCENDING);
    int most = 0;
    for (Event event : events) {
      if (MetricOrder.counts(event)) {
        most = Math.max(most, counts.merge(event, 1, Integer::sum));
      }
    }
    for (Event event : events) {
      if (MetricOrder.counts(event) && counts.get(event) == most) {
        return event;
      }
    }
    return null;
  }
}
