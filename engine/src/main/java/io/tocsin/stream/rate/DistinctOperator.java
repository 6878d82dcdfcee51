package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import org.jspecify.annotations.Nullable;

/** The live half of {@link DistinctSpec}. */
final class DistinctOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final EventFunction function;
  private final IntervalRun run;
  private final HyperLogLog values;
  private @Nullable Event last;

  DistinctOperator(DistinctSpec spec, OperatorContext<Event> context) {
    this.context = context;
    function = spec.value().function();
    values = HyperLogLog.ofError(spec.error());
    run = new IntervalRun(context, spec.every(), this::emit);
  }

  @Override
  public void process(Event event) {
    if (event.hasExpiredState()) {
      return;
    }
    Object value = PlainValue.of(function.apply(event, context.nowMicros()));
    if (value != null) {
      values.add(ValueHash.of(value));
      last = event;
      run.arrived();
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
    Event template = last;
    if (template != null) {
      long estimate = Math.round(values.estimate());
      last = null;
      values.clear();
      context.emit(template.toBuilder().metric(estimate).timeMicros(endMicros).build());
    }
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    values.save(out);
    out.writeEvent(last);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    values.load(in);
    last = in.readEvent();
  }
}
