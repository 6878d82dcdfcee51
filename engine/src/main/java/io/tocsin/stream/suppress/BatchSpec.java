package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Collects events and sends them on as a batch: at once when there are {@code size}, otherwise at
 * the interval's end. Immutable.
 *
 * <p>Intervals run by the clock alone: a full batch neither ends nor opens one. With size 3 and
 * intervals of 5 s, events at 0, 1, 7, 8, 9 and 10 s leave as the first two at 5 (the end of [0,
 * 5)), the next three at 9 (full, within [5, 10)) and the last at 15 (the end of [10, 15)). Had the
 * third come at 12 s only, [5, 10) would have been empty and the third opened [12, 17).
 *
 * <dl>
 *   <dt>Time
 *   <dd>the lane's. The first event opens an interval; intervals follow one another until one in
 *       which nothing arrived.
 *   <dt>Order
 *   <dd>as they came.
 *   <dt>State
 *   <dd>the events held, fewer than {@code size}; one timer.
 *   <dt>Expired
 *   <dd>collected like any other event.
 *   <dt>Closing
 *   <dd>sends what is held.
 * </dl>
 *
 * @param size events in a batch at most, 1 to {@link #MAX_SIZE}
 * @param within length of an interval, from a microsecond to 100 years
 */
public record BatchSpec(int size, Duration within) implements OperatorSpec<Event, Batch> {

  /** The largest batch there may be: all of it is held in memory. */
  public static final int MAX_SIZE = 100_000;

  public BatchSpec {
    Bounds.atLeastOne("batch", "size", size);
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "batch: size must be at most " + MAX_SIZE + ", was " + size);
    }
    Bounds.length("batch", "within", within);
  }

  /** What is held is kept; the interval in course has the new length. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new BatchOperator(context, size, Bounds.micros(within));
  }
}
