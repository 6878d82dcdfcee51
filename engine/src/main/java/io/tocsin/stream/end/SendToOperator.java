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
  private final Output[] outputs;

  /** An outbox, and what counts its messages. */
  record Output(Outbox outbox, MessageNumbers.Counter numbers) {

    boolean offer(Object item) {
      if (item instanceof Batch batch) {
        return batch.events().isEmpty() || outbox.offerBatch(numbers.next(), batch.events());
      }
      return outbox.offer(numbers.next(), List.of((Event) item));
    }
  }

  SendToOperator(OperatorContext<Object> context, List<Output> outputs) {
    this.context = context;
    this.outputs = outputs.toArray(Output[]::new);
  }

  @Override
  public void process(Object item) {
    for (Output output : outputs) {
      if (!output.offer(item)) {
        context.drop(item, DropReason.OUTBOX_FULL);
      }
    }
  }
}
