package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.Percentile;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The live half of {@link PercentilesSpec}.
 *
 * <p>Only the metrics are sorted, as primitives; the event of a rank is then found by its metric
 * and by how many equal metrics have a lower rank. That is several times faster than sorting
 * events.
 */
final class PercentilesOperator implements Operator<Event> {

  private static final int SMALLEST = 16;

  private final OperatorContext<Event> context;
  private final IntervalRun run;
  private final double[] points;
  private final String[] names;

  private Event[] events = {};
  private double[] metrics = {};
  private int size;

  PercentilesOperator(PercentilesSpec spec, OperatorContext<Event> context) {
    this.context = context;
    points = spec.points().stream().mapToDouble(Double::doubleValue).toArray();
    names = spec.points().stream().map(PercentilesOperator::name).toArray(String[]::new);
    run = new IntervalRun(context, spec.every(), end -> emit());
  }

  @Override
  public void process(Event event) {
    if (!MetricOrder.counts(event)) {
      return;
    }
    run.arrived();
    if (size == PercentilesSpec.MAX_EVENTS) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    if (size == events.length) {
      int larger = Math.max(SMALLEST, size * 2);
      events = Arrays.copyOf(events, larger);
      metrics = Arrays.copyOf(metrics, larger);
    }
    events[size] = event;
    metrics[size++] = event.metricOrNaN();
  }

  @Override
  public void close() {
    for (int i = 0; i < size; i++) {
      context.drop(events[i], DropReason.UNFINISHED);
    }
    size = 0;
  }

  private void emit() {
    Event[] chosen = new Event[points.length];
    double[] sorted = Arrays.copyOf(metrics, size);
    Arrays.sort(sorted);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = named(ofRank(Percentile.rank(points[i], size), sorted), names[i]);
    }
    // As large as the interval was: a burst is not held on to when it is over.
    events = new Event[size];
    metrics = new double[size];
    size = 0;
    for (Event event : chosen) {
      context.emit(event);
    }
  }

  private Event ofRank(int rank, double[] sorted) {
    double metric = sorted[rank];
    int equalBefore = 0;
    while (equalBefore < rank && sorted[rank - equalBefore - 1] == metric) {
      equalBefore++;
    }
    int at = 0;
    while (metrics[at] != metric || equalBefore-- > 0) {
      at++;
    }
    return events[at];
  }

  /** How a point is told in a service, as {@code 0.95}. */
  static String name(double point) {
    return BigDecimal.valueOf(point).stripTrailingZeros().toPlainString();
  }

  /** The event with a point appended to its service. */
  static Event named(Event event, String point) {
    String service = event.getService();
    return event.withService(service == null ? point : service + " " + point);
  }
}
