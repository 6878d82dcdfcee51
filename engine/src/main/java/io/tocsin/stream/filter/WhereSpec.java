package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.List;

/**
 * Lets events through for which a predicate holds; the others leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the predicate is given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param predicate asked once for each event; an event on which it throws ends here, counted
 */
public record WhereSpec(RuleFunction<EventPredicate> predicate)
    implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    EventPredicate passes = predicate.function();
    return event -> {
      if (passes.test(event, context.nowMicros())) {
        context.emit(event);
      } else {
        context.emit(1, event);
      }
    };
  }

  @Override
  public List<TextGuard> guards() {
    return predicate.guards();
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
