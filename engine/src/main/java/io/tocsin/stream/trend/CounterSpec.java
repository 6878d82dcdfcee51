package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;

/**
 * Sums the metrics of all events so far; each leaves with the sum as its metric. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>a few numbers.
 *   <dt>Expired
 *   <dd>goes on as it is and enters nothing, as does an event without a metric.
 * </dl>
 *
 * <p>The sum is whole and exact as long as all metrics are whole and a long holds it, floating from
 * then on. An event tagged {@link #RESET} sets it to its own metric. When infinities of both signs
 * came, the sum is no number and the metric absent, until a reset.
 *
 * @param start what the sum begins with, a Long or a finite Double; other numbers become these
 */
public record CounterSpec(Number start) implements OperatorSpec<Event, Event> {

  /** The tag of an event that sets the sum. */
  public static final String RESET = "reset";

  public CounterSpec {
    EventBuilder like = Event.builder().metric(start);
    Number plain = like.build().getMetric();
    if (plain == null || !Double.isFinite(plain.doubleValue())) {
      throw new IllegalArgumentException("counter: start must be a finite number, was " + start);
    }
    start = plain;
  }

  /** The count goes on; a new start holds for counters that begin. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new CounterOperator(start, context);
  }
}
