package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.SlidingGathering;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link SlidingSpec}. */
final class SlidingOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Batch> context;
  private final long length;
  private final int limit;
  private final SlidingGathering content;
  private long newest = Long.MIN_VALUE;

  SlidingOperator(long length, int limit, OperatorContext<Batch> context) {
    this.length = length;
    this.limit = limit;
    this.context = context;
    content = new SlidingGathering(context.common(() -> Content.sliding(context.spec())));
  }

  @Override
  public void process(Event event) {
    long time = context.eventTimeMicros(event);
    newest = Math.max(newest, time);
    long horizon = newest < Long.MIN_VALUE + length ? Long.MIN_VALUE : newest - length;
    if (time <= horizon) {
      context.drop(event, DropReason.LATE);
      return;
    }
    content.forget(horizon);
    while (content.size() >= limit) {
      context.drop(content.removeFirst(), DropReason.BUFFER_FULL);
    }
    content.add(event, time);
    context.emit(content.batch(horizon + 1, newest + 1));
  }

  @Override
  public void save(StateWriter out) {
    content.save(out, true);
    out.writeLong(newest);
  }

  @Override
  public void load(StateReader in) {
    content.load(in, true, SlidingSpec.MAX_EVENTS);
    newest = in.readLong();
  }
}
