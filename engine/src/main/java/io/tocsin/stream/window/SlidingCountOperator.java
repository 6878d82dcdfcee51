package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.SlidingGathering;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link SlidingCountSpec}. */
final class SlidingCountOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Batch> context;
  private final int most;
  private final SlidingGathering content;

  SlidingCountOperator(int most, OperatorContext<Batch> context) {
    this.most = most;
    this.context = context;
    content = new SlidingGathering(context.common(() -> Content.sliding(context.spec())));
  }

  @Override
  public void process(Event event) {
    while (content.size() >= most) {
      content.removeFirst();
    }
    long now = context.nowMicros();
    content.add(event);
    context.emit(content.batch(now, now));
  }

  @Override
  public void save(StateWriter out) {
    content.save(out, false);
  }

  @Override
  public void load(StateReader in) {
    content.load(in, false, SlidingCountSpec.MAX_EVENTS);
  }
}
