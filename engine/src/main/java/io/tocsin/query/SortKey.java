package io.tocsin.query;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * One field that results are sorted by: numbers by value and before texts, texts by their
 * characters, absent ones last whichever the direction. Immutable.
 */
record SortKey(Operand operand, boolean descending) {

  /** The same as of a moment, for ages. */
  SortKey at(long nowMicros) {
    return operand instanceof Operand.Age
        ? new SortKey(new Operand.Age(nowMicros), descending)
        : this;
  }

  /** What an event is sorted by; null when it has nothing to be sorted by. */
  @Nullable Object of(Event event) {
    Object value = operand.value(event);
    if (value instanceof Number number) {
      return Double.isNaN(number.doubleValue()) ? null : number;
    }
    return value == null ? null : value.toString();
  }

  /** How two values of {@link #of} stand to each other. */
  int compare(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? 1 : -1;
    }
    int ascending;
    if (a instanceof Number x) {
      ascending = b instanceof Number y ? compare(x, y) : -1;
    } else {
      ascending = b instanceof String text ? a.toString().compareTo(text) : 1;
    }
    return descending ? -ascending : ascending;
  }

  private static int compare(Number a, Number b) {
    int answer = Bound.of(b).compare(a);
    return answer == Bound.BELOW ? -1 : answer == Bound.ABOVE ? 1 : 0;
  }
}
