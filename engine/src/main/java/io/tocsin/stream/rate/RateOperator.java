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

/** The live half of {@link RateSpec}. */
final class RateOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final IntervalRun run;
  private final double seconds;
  private final MetricSum sum = new MetricSum();
  private @Nullable Event last;

  RateOperator(Duration interval, OperatorContext<Event> context) {
    this.context = context;
    long micros = interval.toNanos() / 1000;
    seconds = micros / 1e6;
    run = new IntervalRun(context, interval, this::emit);
  }

  @Override
  public void process(Event event) {
    if (MetricOrder.counts(event)) {
      run.arrived();
      sum.addMetricOf(event);
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

  @Override
  public void save(StateWriter out) {
    run.save(out);
    sum.save(out);
    out.writeEvent(last);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    sum.load(in);
    last = in.readEvent();
  }

  private void emit(long endMicros) {
    Event template = last;
    if (template != null) {
      Event rate = template.toBuilder().metric(sum.value() / seconds).timeMicros(endMicros).build();
      last = null;
      sum.clear();
      context.emit(rate);
    }
  }
}
