package io.tocsin.event;

import java.util.List;

/**
 * Events that go on together: a window's content, a rollup, the latest of each.
 *
 * <p>Immutable. {@code fromMicros} and {@code untilMicros} bound the interval that the batch stands
 * for, half-open, in microseconds since the epoch; an operator that has no interval gives the time
 * of the batch for both.
 *
 * @param events in the order of their arrival at the operator; may be empty
 * @param fromMicros first moment of the interval
 * @param untilMicros first moment after the interval
 */
public record Batch(List<Event> events, long fromMicros, long untilMicros) {
  public Batch {
    events = List.copyOf(events);
  }

  /** How many events, and the first of them: a batch may have a million. */
  @Override
  public String toString() {
    return "Batch of "
        + events.size()
        + (events.isEmpty() ? "" : ", first " + events.get(0))
        + " from "
        + fromMicros
        + " until "
        + untilMicros;
  }
}
