package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Fold;
import io.tocsin.fold.Folding;
import io.tocsin.fold.Gathering;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.Objects;

/**
 * Emits the event a fold makes of each batch; nothing when the fold has nothing to say. Immutable.
 *
 * <dl>
 *   <dt>State
 *   <dd>none.
 *   <dt>Expired
 *   <dd>as the fold says; metrics of expired events enter none of the standard ones.
 * </dl>
 *
 * @param fold compared by value: a standard fold or a record
 */
public record FoldSpec(Fold fold) implements OperatorSpec<Batch, Event>, Folding {

  public FoldSpec {
    Objects.requireNonNull(fold, "fold");
  }

  @Override
  public Operator<Batch> create(OperatorContext<Event> context) {
    return new FoldOperator((batch, now) -> Gathering.result(fold, batch, now), context);
  }
}
