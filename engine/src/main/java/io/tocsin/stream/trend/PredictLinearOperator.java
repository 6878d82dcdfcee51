package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.Arrays;

/** The live half of {@link PredictLinearSpec}: times, ascending, and metrics in two arrays. */
final class PredictLinearOperator implements Operator<Event>, Stateful {

  private static final int SMALLEST = 16;

  private final OperatorContext<Event> context;
  private final int most;
  private final double ahead;
  private final long every;

  private long[] times = new long[SMALLEST];
  private double[] metrics = new double[SMALLEST];
  private int size;
  private boolean emitted;
  private long emittedAt;

  PredictLinearOperator(PredictLinearSpec spec, OperatorContext<Event> context) {
    this.context = context;
    most = spec.events();
    ahead = spec.ahead().toNanos() / 1e9;
    every = spec.every().toNanos() / 1000;
  }

  @Override
  public void process(Event event) {
    if (!Metrics.isFinite(event)) {
      return;
    }
    long time = context.eventTimeMicros(event);
    boolean newest = size == 0 || time >= times[size - 1];
    add(time, event.metricOrNaN());
    long now = context.nowMicros();
    boolean waits = emitted && now - emittedAt < every;
    if (newest && !waits && times[0] != times[size - 1]) {
      emitted = true;
      emittedAt = now;
      context.emit(event.withMetric(predicted()));
    }
  }

  /** Puts it behind all that are not newer; the oldest makes room. */
  private void add(long time, double metric) {
    int at = size;
    while (at > 0 && times[at - 1] > time) {
      at--;
    }
    if (size < most) {
      grow();
      move(at, at + 1, size - at);
      size++;
    } else if (at == 0) {
      return;
    } else {
      at--;
      move(1, 0, at);
    }
    times[at] = time;
    metrics[at] = metric;
  }

  private void move(int from, int to, int length) {
    System.arraycopy(times, from, times, to, length);
    System.arraycopy(metrics, from, metrics, to, length);
  }

  private void grow() {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      metrics = Arrays.copyOf(metrics, size * 2);
    }
  }

  /** Seconds before the newest time, so that great times cost no precision. */
  private double seconds(int i) {
    return ((double) times[i] - times[size - 1]) / 1e6;
  }

  private double predicted() {
    double meanTime = 0;
    double meanMetric = 0;
    for (int i = 0; i < size; i++) {
      meanTime += (seconds(i) - meanTime) / (i + 1);
      meanMetric = meanMetric * i / (i + 1) + metrics[i] / (i + 1);
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      double distance = seconds(i) - meanTime;
      products += distance * (metrics[i] - meanMetric);
      squares += distance * distance;
    }
    return meanMetric + products / squares * (ahead - meanTime);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(times[i]);
      out.writeDouble(metrics[i]);
    }
    out.writeBoolean(emitted);
    out.writeLong(emittedAt);
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(PredictLinearSpec.MAX_EVENTS); left > 0; left--) {
      add(in.readLong(), in.readDouble());
    }
    emitted = in.readBoolean();
    emittedAt = in.readLong();
  }
}
