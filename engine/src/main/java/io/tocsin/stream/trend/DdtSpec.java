package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Emits each event with the change of the metric by the second since the event before. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. An event of the
 *       same time as the one before emits nothing and takes its place; one that is older emits
 *       nothing and changes nothing.
 *   <dt>Order
 *   <dd>as they came, at once; the first emits nothing.
 *   <dt>State
 *   <dd>one event.
 *   <dt>Expired
 *   <dd>is skipped, as is an event without a metric; neither ends anything.
 * </dl>
 *
 * <p>The metric is floating; the difference of whole metrics is exact as far as a long reaches. It
 * is absent for two infinities of one sign. What emits nothing is no loss. Not split by host: put
 * it into a {@code by}.
 */
public record DdtSpec() implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new DdtOperator(context);
  }
}
