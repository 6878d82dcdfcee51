package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link EwmaRatioSpec}. */
final class EwmaRatioOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final double ratio;
  private boolean started;
  private double average;

  EwmaRatioOperator(double ratio, OperatorContext<Event> context) {
    this.ratio = ratio;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    if (!Metrics.isFinite(event)) {
      context.emit(event);
      return;
    }
    double metric = event.metricOrNaN();
    average = started ? average * (1 - ratio) + metric * ratio : metric;
    started = true;
    context.emit(event.withMetric(average));
  }

  @Override
  public void save(StateWriter out) {
    out.writeBoolean(started);
    out.writeDouble(average);
  }

  @Override
  public void load(StateReader in) {
    started = in.readBoolean();
    average = in.readDouble();
  }
}
