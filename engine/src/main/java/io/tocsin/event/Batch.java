package io.tocsin.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Events that go on together: a window's content, a rollup, the latest of each.
 *
 * <p>Immutable. The two moments bound the interval that the batch stands for, half-open, in
 * microseconds since the epoch; an operator that has no interval gives the time of the batch for
 * both.
 */
public interface Batch {

  /**
   * A batch of events.
   *
   * @param events in the order of their arrival at the operator; may be empty; copied
   * @param fromMicros first moment of the interval
   * @param untilMicros first moment after the interval
   */
  static Batch of(List<Event> events, long fromMicros, long untilMicros) {
    return new EventBatch(List.copyOf(events), fromMicros, untilMicros);
  }

  /**
   * A batch of events in an array that nobody else has, and that is not copied.
   *
   * @param events in the order of their arrival at the operator, none null; may be empty
   * @param fromMicros first moment of the interval
   * @param untilMicros first moment after the interval
   */
  static Batch owning(Event[] events, long fromMicros, long untilMicros) {
    List<Event> list = Collections.unmodifiableList(Arrays.asList(events));
    return new EventBatch(list, fromMicros, untilMicros);
  }

  /**
   * The events, in the order of their arrival at the operator.
   *
   * @throws IllegalStateException if only what was asked for in advance is known of them; such a
   *     batch is given to none but those that asked
   */
  List<Event> events();

  /** How many events there are. */
  int size();

  /** First moment of the interval. */
  long fromMicros();

  /** First moment after the interval. */
  long untilMicros();
}
