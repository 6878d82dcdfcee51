package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.ArrayList;
import java.util.List;

/** The live half of {@link TumblingCountSpec}. */
final class TumblingCountOperator implements Operator<Event> {

  private final OperatorContext<Batch> context;
  private final int wanted;
  private final List<Event> held = new ArrayList<>();

  TumblingCountOperator(int wanted, OperatorContext<Batch> context) {
    this.wanted = wanted;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    held.add(event);
    if (held.size() == wanted) {
      long now = context.nowMicros();
      Batch batch = new Batch(held, now, now);
      held.clear();
      context.emit(batch);
    }
  }

  @Override
  public void close() {
    held.forEach(event -> context.drop(event, DropReason.UNFINISHED));
    held.clear();
  }
}
