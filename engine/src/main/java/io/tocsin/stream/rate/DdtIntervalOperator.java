package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.MetricSum;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The live half of {@link DdtIntervalSpec}. */
final class DdtIntervalOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final IntervalRun run;
  private final double seconds;
  private @Nullable Event last;
  private @Nullable Event before;

  DdtIntervalOperator(Duration interval, OperatorContext<Event> context) {
    this.context = context;
    seconds = interval.toNanos() / 1000 / 1e6;
    run = new IntervalRun(context, interval, this::emit);
  }

  @Override
  public void process(Event event) {
    if (MetricOrder.counts(event)) {
      if (run.arrived()) {
        before = null;
      }
      last = event;
    }
  }

  @Override
  public void close() {
    if (last != null) {
      context.drop(last, DropReason.UNFINISHED);
      last = null;
    }
  }

  private void emit(long endMicros) {
    Event newest = last;
    Event previous = before;
    before = newest;
    last = null;
    if (newest != null && previous != null) {
      double change = MetricSum.difference(newest, previous) / seconds;
      context.emit(newest.toBuilder().metric(change).timeMicros(endMicros).build());
    }
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeEvent(last);
    out.writeEvent(before);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    last = in.readEvent();
    before = in.readEvent();
  }
}
