package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.BatchFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.util.Objects;

/**
 * Emits the event a rule's own function makes of each batch; null emits nothing. Immutable.
 *
 * <dl>
 *   <dt>State
 *   <dd>none.
 *   <dt>Expired
 *   <dd>is in the list like any other event.
 * </dl>
 *
 * <p>The function gets the batch's events as an unmodifiable list, empty for an empty batch, and
 * now. What it throws is counted against this stage, and the batch ends here.
 *
 * @param name what the rule calls it; not blank
 * @param function compared by source and captured values
 */
public record FoldFunctionSpec(String name, RuleFunction<BatchFunction> function)
    implements OperatorSpec<Batch, Event> {

  public FoldFunctionSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("fold: name must not be blank");
    }
    Objects.requireNonNull(function, "function");
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Batch> create(OperatorContext<Event> context) {
    BatchFunction own = function.function();
    return new FoldOperator((batch, now) -> own.apply(batch.events(), now), context);
  }
}
