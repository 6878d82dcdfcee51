package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Averages metrics with weights that halve with every {@code halfLife} of age; each event leaves
 * with the average so far as its metric. Immutable.
 *
 * <p>The first metric is the average. Events of one time weigh the same, whatever their order.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. An event out of
 *       order enters with the weight of its age and leaves with its own time.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>three numbers.
 *   <dt>Expired
 *   <dd>goes on as it is and enters nothing, as does an event without a metric or with an infinite
 *       one.
 * </dl>
 *
 * @param halfLife after which a metric weighs half as much; from a microsecond to 100 years
 */
public record EwmaSpec(Duration halfLife) implements OperatorSpec<Event, Event> {

  public EwmaSpec {
    Bounds.length("ewma", "halfLife", halfLife);
  }

  /** What has come counts on under the new settings. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new EwmaOperator(halfLife.toNanos() / 1000, context);
  }
}
