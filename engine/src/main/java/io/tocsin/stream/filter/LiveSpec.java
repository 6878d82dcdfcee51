package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Lets events through that are not expired, the reverse of {@link ExpiredSpec}. The expired leave
 * by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>as for {@link ExpiredSpec}.
 *   <dt>Order
 *   <dd>as they came, at once.
 * </dl>
 */
public record LiveSpec() implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return event -> {
      if (event.isExpiredAt(context.nowMicros())) {
        context.emit(1, event);
      } else {
        context.emit(event);
      }
    };
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
