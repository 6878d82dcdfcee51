package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Fold;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link FoldSpec} and {@link FoldFunctionSpec}. */
final class FoldOperator implements Operator<Batch> {

  private final Fold fold;
  private final OperatorContext<Event> context;

  FoldOperator(Fold fold, OperatorContext<Event> context) {
    this.fold = fold;
    this.context = context;
  }

  @Override
  public void process(Batch batch) {
    Event event = fold.apply(batch.events(), context.nowMicros());
    if (event != null) {
      context.emit(event);
    }
  }
}
