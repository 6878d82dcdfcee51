package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Sends the first {@code limit} events of each interval on at once, each as a batch of one, and the
 * rest as one batch at the interval's end. That batch counts as one of the next interval's.
 * Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the lane's. The first event opens an interval; intervals follow one another until one in
 *       which no event arrived, whether or not a batch left at its start. An event after that goes
 *       on at once.
 *   <dt>Order
 *   <dd>as they came.
 *   <dt>State
 *   <dd>the events held, at most {@link #MAX_HELD}; a timer while there are any.
 *   <dt>Drops
 *   <dd>{@link DropReason#BUFFER_FULL} for each event when that many are held.
 *   <dt>Expired
 *   <dd>counts and is held like any other event.
 *   <dt>Closing
 *   <dd>sends what is held.
 * </dl>
 *
 * @param limit events, or batches, let through in one interval, at least 1
 * @param per length of an interval, from a microsecond to 100 years
 */
public record RollupSpec(int limit, Duration per) implements OperatorSpec<Event, Batch> {

  /** Events held at most. */
  public static final int MAX_HELD = 10_000;

  public RollupSpec {
    Bounds.atLeastOne("rollup", "limit", limit);
    Bounds.length("rollup", "per", per);
  }

  /** What has come counts on; the interval in course has the new length. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new RollupOperator(context, limit, Bounds.micros(per));
  }
}
