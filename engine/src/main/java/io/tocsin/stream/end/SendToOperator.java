package io.tocsin.stream.end;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.sink.Outbox;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.List;

/** The live half of {@link SendToSpec}. */
final class SendToOperator implements Operator<Object> {

  private final OperatorContext<Object> context;
  private final Outbox[] outboxes;

  SendToOperator(OperatorContext<Object> context, List<Outbox> outboxes) {
    this.context = context;
    this.outboxes = outboxes.toArray(Outbox[]::new);
  }

  @Override
  public void process(Object item) {
    for (Outbox outbox : outboxes) {
      boolean taken =
          item instanceof Batch batch
              ? batch.events().isEmpty() || outbox.offerBatch(batch.events())
              : outbox.offer(List.of((Event) item));
      if (!taken) {
        context.drop(item, DropReason.OUTBOX_FULL);
      }
    }
  }
}
