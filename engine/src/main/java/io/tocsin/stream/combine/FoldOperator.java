package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import org.jspecify.annotations.Nullable;

/** The live half of {@link FoldSpec} and {@link FoldFunctionSpec}. */
final class FoldOperator implements Operator<Batch> {

  /** What is said of a batch, null for nothing. */
  @FunctionalInterface
  interface BatchFold {
    @Nullable Event apply(Batch batch, long nowMicros);
  }

  private final BatchFold fold;
  private final OperatorContext<Event> context;

  FoldOperator(BatchFold fold, OperatorContext<Event> context) {
    this.fold = fold;
    this.context = context;
  }

  @Override
  public void process(Batch batch) {
    Event event = fold.apply(batch, context.nowMicros());
    if (event != null) {
      context.emit(event);
    }
  }
}
