package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.time.Duration;

/**
 * Emits, at the end of each interval but the first of a run, the last event with a metric: the
 * difference to the last metric of the interval before by the second, at the time the interval
 * ended. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until one stays
 *       empty, which emits nothing; then the next event opens a new run, and what was before is
 *       forgotten.
 *   <dt>State
 *   <dd>two events, one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} the event of the open interval when the operator is
 *       discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run.
 * </dl>
 *
 * <p>Events without metric do not count. The metric is floating; it is absent for two infinities of
 * one sign. Not split by host: put it into a {@code by}.
 *
 * @param interval from a microsecond to 100 years
 */
public record DdtIntervalSpec(Duration interval) implements OperatorSpec<Event, Event> {

  public DdtIntervalSpec {
    Bounds.length("ddt", "interval", interval);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new DdtIntervalOperator(interval, context);
  }
}
