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
 * Sends on the latest event of every host and service together: at once when the first arrives, and
 * from then on at the end of each interval as long as there are any. Immutable.
 *
 * <p>An event that has expired, by its state or by its age, is in one more batch and then
 * forgotten; that of one host changes nothing for the others. When an interval ends and there is
 * nothing left, the run ends without a batch, and the next event begins another.
 *
 * <dl>
 *   <dt>Time
 *   <dd>intervals and age are on the lane's clock; an event without time ages from its arrival, one
 *       too far ahead of the lane's clock too. Of two events the later to arrive counts, whatever
 *       their times.
 *   <dt>Order
 *   <dd>hosts and services in the order of their first arrival.
 *   <dt>State
 *   <dd>one event for each host and service, at most {@link #MAX_KEYS}; one timer.
 *   <dt>Jumps
 *   <dd>of the clock over many intervals: the first three and the last end with a batch.
 *   <dt>Drops
 *   <dd>{@link DropReason#KEY_LIMIT} for an event of a new host and service beyond that number.
 *       Events replaced by later ones are no loss.
 *   <dt>Expired
 *   <dd>see above.
 *   <dt>Closing
 *   <dd>sends a last batch if something arrived since the one before.
 * </dl>
 *
 * @param every length of an interval; from a millisecond to 100 years
 */
public record CoalesceSpec(Duration every) implements OperatorSpec<Event, Batch> {

  /** Hosts and services kept at most. */
  public static final int MAX_KEYS = 100_000;

  public CoalesceSpec {
    Bounds.repeatedLength("coalesce", "every", every);
  }

  /** The table is kept; a new interval holds from the next batch on. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new CoalesceOperator(context, Bounds.micros(every));
  }
}
