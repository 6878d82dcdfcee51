package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Gathering;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link TumblingCountSpec}. */
final class TumblingCountOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Batch> context;
  private final int wanted;
  private final Gathering.Kind kind;
  private Gathering held;

  TumblingCountOperator(int wanted, OperatorContext<Batch> context) {
    this.wanted = wanted;
    this.context = context;
    kind = context.common(() -> Content.of(context.spec()));
    held = new Gathering(kind, 0);
  }

  @Override
  public void process(Event event) {
    held.add(event);
    if (held.size() >= wanted) {
      context.emit(taken());
    }
  }

  @Override
  public void close() {
    if (held.size() > 0) {
      context.drop(taken(), DropReason.UNFINISHED);
    }
  }

  private Batch taken() {
    long now = context.nowMicros();
    Batch batch = held.batch(now, now);
    held = new Gathering(kind, 0);
    return batch;
  }

  @Override
  public void save(StateWriter out) {
    held.save(out);
  }

  @Override
  public void load(StateReader in) {
    held.load(in);
  }
}
