package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import org.jspecify.annotations.Nullable;

/** The live half of {@link ApdexSpec}. */
final class ApdexOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final EventPredicate isSatisfied;
  private final EventPredicate isTolerated;
  private final IntervalRun run;
  private long satisfied;
  private long tolerated;
  private long total;
  private @Nullable Event last;

  ApdexOperator(ApdexSpec spec, OperatorContext<Event> context) {
    this.context = context;
    isSatisfied = spec.satisfied().function();
    isTolerated = spec.tolerated().function();
    run = new IntervalRun(context, spec.interval(), this::emit);
  }

  @Override
  public void process(Event event) {
    if (event.hasExpiredState()) {
      return;
    }
    long now = context.nowMicros();
    if (isSatisfied.test(event, now)) {
      satisfied++;
    } else if (isTolerated.test(event, now)) {
      tolerated++;
    }
    total++;
    last = event;
    run.arrived();
  }

  @Override
  public void close() {
    if (last != null) {
      context.drop(last, DropReason.UNFINISHED);
      last = null;
    }
  }

  private void emit(long endMicros) {
    Event template = last;
    if (template != null) {
      double share = (satisfied + tolerated / 2.0) / total;
      last = null;
      satisfied = 0;
      tolerated = 0;
      total = 0;
      context.emit(template.toBuilder().metric(share).timeMicros(endMicros).build());
    }
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeLong(satisfied);
    out.writeLong(tolerated);
    out.writeLong(total);
    out.writeEvent(last);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    satisfied = in.readLong();
    tolerated = in.readLong();
    total = in.readLong();
    last = in.readEvent();
  }
}
