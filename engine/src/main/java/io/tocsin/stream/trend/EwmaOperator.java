package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/**
 * The live half of {@link EwmaSpec}: the average, and the sum of all weights as of the newest time.
 */
final class EwmaOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final double halfLife;
  private double average;
  private double weights;
  private long newest = Long.MIN_VALUE;

  EwmaOperator(long halfLifeMicros, OperatorContext<Event> context) {
    this.halfLife = halfLifeMicros;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    if (!Metrics.isFinite(event)) {
      context.emit(event);
      return;
    }
    long time = context.eventTimeMicros(event);
    double weight = 1;
    if (time >= newest) {
      weights *= halved((double) time - newest);
      newest = time;
    } else {
      weight = halved((double) newest - time);
    }
    weights += weight;
    double share = weight / weights;
    // Two products, since the difference of two great metrics may be infinite.
    average = average * (1 - share) + event.metricOrNaN() * share;
    context.emit(event.withMetric(average));
  }

  private double halved(double age) {
    return Math.pow(0.5, age / halfLife);
  }

  @Override
  public void save(StateWriter out) {
    out.writeDouble(average);
    out.writeDouble(weights);
    out.writeLong(newest);
  }

  @Override
  public void load(StateReader in) {
    average = in.readDouble();
    weights = in.readDouble();
    newest = in.readLong();
  }
}
