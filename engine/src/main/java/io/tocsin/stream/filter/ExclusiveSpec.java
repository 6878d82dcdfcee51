package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;

/**
 * Two branches of which one is in force at a time: an event goes to one, and before that an expired
 * copy of it to the other, which so forgets what it holds. An event for which the predicate is true
 * goes to branch 0, any other to branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the expired copy has the lane's now as its time.
 *   <dt>Order
 *   <dd>the expired copy first, at once.
 *   <dt>Expired
 *   <dd>by state or age: goes to both branches as it is, branch 0 first; the predicate is not
 *       asked.
 * </dl>
 *
 * @param predicate asked once for each event; an event on which it throws ends here, counted
 */
public record ExclusiveSpec(RuleFunction<EventPredicate> predicate)
    implements OperatorSpec<Event, Event> {

  @Override
  public boolean keeps(String field) {
    return !field.equals("state") && !field.equals("time");
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    EventPredicate first = predicate.function();
    return event -> {
      long now = context.nowMicros();
      if (event.isExpiredAt(now)) {
        context.emit(0, event);
        context.emit(1, event);
        return;
      }
      int branch = first.test(event, now) ? 0 : 1;
      context.emit(1 - branch, event.toBuilder().state(Event.EXPIRED).timeMicros(now).build());
      context.emit(branch, event);
    };
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
