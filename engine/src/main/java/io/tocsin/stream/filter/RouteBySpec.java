package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to the branch of the first case that holds its value; when none does, to the
 * branch after the last. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the function is given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param value asked once for each event; an event on which it throws ends here, counted
 * @param cases at least one, each of at least one value; asked in order
 */
public record RouteBySpec(RuleFunction<EventFunction> value, List<List<CaseValue>> cases)
    implements OperatorSpec<Event, Event> {

  public RouteBySpec {
    cases = cases.stream().map(List::copyOf).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("routeBy: needs at least one case");
    }
    if (cases.contains(List.<CaseValue>of())) {
      throw new IllegalArgumentException("routeBy: a case needs at least one value");
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
    EventFunction function = value.function();
    return event -> context.emit(branch(function.apply(event, context.nowMicros())), event);
  }

  private int branch(@Nullable Object of) {
    int branch = 0;
    while (branch < cases.size() && !holds(cases.get(branch), of)) {
      branch++;
    }
    return branch;
  }

  private static boolean holds(List<CaseValue> values, @Nullable Object of) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).holds(of)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
