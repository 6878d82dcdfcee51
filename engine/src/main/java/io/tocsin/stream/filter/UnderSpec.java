package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Lets events through whose metric is below a limit, not at it. The others, and those without a
 * metric, leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param limit a number, may be infinite; a whole metric beyond 2^53 is rounded to compare
 */
public record UnderSpec(double limit) implements OperatorSpec<Event, Event> {

  public UnderSpec {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("under: limit must be a number, was NaN");
    }
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return event -> {
      // An absent metric is NaN here, and no comparison with it holds.
      if (event.metricOrNaN() < limit) {
        context.emit(event);
      } else {
        context.emit(1, event);
      }
    };
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
