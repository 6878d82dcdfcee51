package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.util.List;

/**
 * Sends each event to the branch of the first predicate that holds; when none does, to the branch
 * after the last. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the predicates are given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param cases asked in order until one holds, at least one; an event on which one throws ends
 *     here, counted
 */
public record RouteSpec(List<RuleFunction<EventPredicate>> cases)
    implements OperatorSpec<Event, Event> {

  public RouteSpec {
    cases = List.copyOf(cases);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("route: needs at least one case");
    }
  }

  @Override
  public boolean keeps(String field) {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    EventPredicate[] predicates = new EventPredicate[cases.size()];
    for (int i = 0; i < predicates.length; i++) {
      predicates[i] = cases.get(i).function();
    }
    return event -> {
      long now = context.nowMicros();
      int branch = 0;
      while (branch < predicates.length && !predicates[branch].test(event, now)) {
        branch++;
      }
      context.emit(branch, event);
    };
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
