package io.tocsin.fold;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds the metrics, since their mean must be known before their distances from it are added. */
final class StddevAccumulator implements Accumulator {
  private final MetricSum sum = new MetricSum();
  private double[] metrics = {};
  private int size;
  private @Nullable Event base;

  @Override
  public void save(StateWriter out) {
    sum.save(out);
    out.writeLong(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(metrics[i]);
    }
    out.writeEvent(base);
  }

  @Override
  public void load(StateReader in) {
    sum.load(in);
    size = in.readCount(Integer.MAX_VALUE);
    metrics = new double[0];
    for (int i = 0; i < size; i++) {
      put(i, in.readDouble());
    }
    base = in.readEvent();
  }

  @Override
  public void add(Event event) {
    if (event.hasExpiredState()) {
      return;
    }
    if (base == null) {
      base = event;
    }
    if (event.hasMetric()) {
      sum.addMetricOf(event);
      put(size++, event.metricOrNaN());
    }
  }

  private void put(int at, double metric) {
    if (at == metrics.length) {
      metrics = Arrays.copyOf(metrics, Math.max(8, at * 2));
    }
    metrics[at] = metric;
  }

  @Override
  public @Nullable Event result(long nowMicros) {
    if (base == null || size == 0) {
      return null;
    }
    double mean = sum.mean();
    MetricSum squares = new MetricSum();
    for (int i = 0; i < size; i++) {
      double distance = metrics[i] - mean;
      squares.add(distance * distance);
    }
    return base.withMetric(Math.sqrt(squares.mean()));
  }
}
