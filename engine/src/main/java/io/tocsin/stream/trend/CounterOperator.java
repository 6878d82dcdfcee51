package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.MetricSum;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link CounterSpec}. */
final class CounterOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final MetricSum sum = new MetricSum();

  CounterOperator(Number start, OperatorContext<Event> context) {
    this.context = context;
    if (start instanceof Long whole) {
      sum.add(whole.longValue());
    } else {
      sum.add(start.doubleValue());
    }
  }

  @Override
  public void process(Event event) {
    if (!MetricOrder.counts(event)) {
      context.emit(event);
      return;
    }
    if (event.tagged(CounterSpec.RESET)) {
      sum.clear();
    }
    sum.addMetricOf(event);
    context.emit(sum.into(event.toBuilder()).build());
  }

  @Override
  public void save(StateWriter out) {
    sum.save(out);
  }

  @Override
  public void load(StateReader in) {
    sum.load(in);
  }
}
