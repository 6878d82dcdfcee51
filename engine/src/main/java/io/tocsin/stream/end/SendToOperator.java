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
    List<Event> message = item instanceof Batch batch ? batch.events() : List.of((Event) item);
    if (message.isEmpty()) {
      return;
    }
    for (Outbox outbox : outboxes) {
      if (!outbox.offer(message)) {
        context.drop(item, DropReason.OUTBOX_FULL);
      }
    }
  }
}
