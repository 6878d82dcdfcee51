package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.time.Duration;

/**
 * Emits, at the end of each interval, the last event with a metric: the sum of the interval's
 * metrics by the second, at the time the interval ended. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until one stays
 *       empty, which emits nothing; then the next event opens a new run.
 *   <dt>State
 *   <dd>a sum, one event, one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} the event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run.
 * </dl>
 *
 * <p>Events without metric do not count. The metric is floating; it is absent when infinities of
 * both signs were summed. All other fields, ttl among them, are the last event's.
 *
 * @param interval from a microsecond to 100 years
 */
public record RateSpec(Duration interval) implements OperatorSpec<Event, Event> {

  public RateSpec {
    Bounds.length("rate", "interval", interval);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new RateOperator(interval, context);
  }
}
