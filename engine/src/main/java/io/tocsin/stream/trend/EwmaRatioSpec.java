package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;

/**
 * Averages metrics in the order they come: of each, {@code ratio} enters the average, the rest is
 * the average before. Each event leaves with the average so far as its metric. Immutable.
 *
 * <p>The first metric is the average.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>a number.
 *   <dt>Expired
 *   <dd>goes on as it is and enters nothing, as does an event without a metric or with an infinite
 *       one.
 * </dl>
 *
 * @param ratio above 0, at most 1
 */
public record EwmaRatioSpec(double ratio) implements OperatorSpec<Event, Event> {

  public EwmaRatioSpec {
    if (!(ratio > 0 && ratio <= 1)) {
      throw new IllegalArgumentException("ewma: ratio must be above 0 and at most 1, was " + ratio);
    }
  }

  /** What has come counts on under the new settings. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new EwmaRatioOperator(ratio, context);
  }
}
