package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds that compute a metric for the first event from all others in their order. */
final class Arithmetic {

  private static final String ABSENT_METRIC = "a metric is absent";
  private static final String ZERO_DIVISOR = "division by zero";

  private Arithmetic() {}

  static @Nullable Event difference(List<Event> events) {
    return fromFirst(events, Arithmetic::minus);
  }

  static @Nullable Event quotient(List<Event> events) {
    return fromFirst(events, Arithmetic::dividedBy);
  }

  /** The first event that is not expired. */
  private static @Nullable Event base(List<Event> events) {
    for (Event event : events) {
      if (!event.hasExpiredState()) {
        return event;
      }
    }
    return null;
  }

  private static @Nullable Event fromFirst(List<Event> events, Operation operation) {
    List<Event> live = events.stream().filter(event -> !event.hasExpiredState()).toList();
    if (live.size() < 2) {
      return base(live);
    }
    Event first = live.get(0);
    if (!live.stream().allMatch(Event::hasMetric)) {
      return undefined(first, ABSENT_METRIC);
    }
    Number result = first.getMetric();
    for (Event event : live.subList(1, live.size())) {
      result = operation.apply(result, event.getMetric());
      if (result == null) {
        return undefined(first, ZERO_DIVISOR);
      }
    }
    return first.toBuilder().metric(result).build();
  }

  private static Event undefined(Event first, String why) {
    return first.toBuilder().noMetric().description(why).build();
  }

  /** One step of arithmetic on Longs and Doubles; null where it is undefined. */
  private interface Operation {
    @Nullable Number apply(Number a, Number b);
  }

  static Number times(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      if (high == low >> 63) {
        return low;
      }
    }
    return a.doubleValue() * b.doubleValue();
  }

  private static Number minus(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      long difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return difference;
      }
    }
    return a.doubleValue() - b.doubleValue();
  }

  private static @Nullable Number dividedBy(Number a, Number b) {
    if (b.doubleValue() == 0) {
      return null;
    }
    boolean overflows = a.equals(Long.MIN_VALUE) && b.equals(-1L);
    if (a instanceof Long x && b instanceof Long y && !overflows && x % y == 0) {
      return x / y;
    }
    return a.doubleValue() / b.doubleValue();
  }
}
