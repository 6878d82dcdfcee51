package io.tocsin.stream.filter;

import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.FilterSpec;
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
public record WhereSpec(RuleFunction<EventPredicate> predicate) implements FilterSpec {

  @Override
  public EventPredicate condition() {
    return predicate.function();
  }

  @Override
  public List<TextGuard> guards() {
    return predicate.guards();
  }
}
