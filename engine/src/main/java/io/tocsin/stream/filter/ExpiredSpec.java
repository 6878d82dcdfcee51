package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Lets expired events through: those whose state says so, and those older than their ttl. The
 * others leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>age is the lane's now less the event's time; at exactly its ttl (60 s when absent) an event
 *       is not yet expired, and without time it never ages.
 *   <dt>Order
 *   <dd>as they came, at once.
 * </dl>
 */
public record ExpiredSpec() implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return event -> {
      if (event.isExpiredAt(context.nowMicros())) {
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
