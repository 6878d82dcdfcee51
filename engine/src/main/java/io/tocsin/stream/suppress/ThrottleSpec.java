package io.tocsin.stream.suppress;

import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Lets at most {@code limit} events, or batches, through in each interval. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the lane's. The first arrival opens an interval; intervals follow one another until one
 *       stays empty, then the next arrival opens a new run. Arrivals that are dropped keep a run
 *       going.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>a few numbers, no timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#THROTTLED} for each item beyond the limit.
 *   <dt>Expired
 *   <dd>counts and may be dropped like any other event.
 * </dl>
 *
 * @param limit items let through in one interval, at least 1
 * @param per length of an interval, from a microsecond to 100 years
 */
public record ThrottleSpec(int limit, Duration per) implements OperatorSpec<Object, Object> {

  public ThrottleSpec {
    Bounds.atLeastOne("throttle", "limit", limit);
    Bounds.length("throttle", "per", per);
  }

  /** A changed limit or interval counts on from what has passed. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    return new ThrottleOperator(context, limit, Bounds.micros(per));
  }
}
