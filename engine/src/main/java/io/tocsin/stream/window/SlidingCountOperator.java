package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.ArrayDeque;
import java.util.List;

/** The live half of {@link SlidingCountSpec}. */
final class SlidingCountOperator implements Operator<Event> {

  private final OperatorContext<Batch> context;
  private final int most;
  private final ArrayDeque<Event> held = new ArrayDeque<>();

  SlidingCountOperator(int most, OperatorContext<Batch> context) {
    this.most = most;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    if (held.size() == most) {
      held.removeFirst();
    }
    held.addLast(event);
    long now = context.nowMicros();
    context.emit(Batch.of(List.copyOf(held), now, now));
  }
}
