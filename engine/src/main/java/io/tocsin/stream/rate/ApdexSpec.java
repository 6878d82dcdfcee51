package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.time.Duration;

/**
 * Emits, at the end of each interval, the last event with the share of satisfied events, tolerated
 * ones counting half, as its metric, from 0 to 1, at the time the interval ended. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until one stays
 *       empty, which emits nothing; then the next event opens a new run.
 *   <dt>State
 *   <dd>three counts, one event, one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} the event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run.
 * </dl>
 *
 * <p>Events without metric count like others. One that is both satisfied and tolerated is
 * satisfied. An event on which a condition throws ends here, counted, and enters nothing.
 *
 * @param interval from a microsecond to 100 years
 * @param satisfied asked first
 * @param tolerated asked of the events that are not satisfied
 */
public record ApdexSpec(
    Duration interval,
    RuleFunction<EventPredicate> satisfied,
    RuleFunction<EventPredicate> tolerated)
    implements OperatorSpec<Event, Event> {

  public ApdexSpec {
    Bounds.length("apdex", "interval", interval);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new ApdexOperator(this, context);
  }
}
