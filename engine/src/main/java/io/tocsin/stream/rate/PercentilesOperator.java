package io.tocsin.stream.rate;

import io.tocsin.event.CompactEvents;
import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.Percentile;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
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
 * events. The events are held in little space, in arrays that serve one interval after another: a
 * collector that moved an interval's events each time would take longer than all else.
 */
final class PercentilesOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final IntervalRun run;
  private final double[] points;
  private final String[] names;

  /** Those of the interval, the first with number 0, and at the same place their metrics. */
  private final CompactEvents events = CompactEvents.none();

  private double[] metrics = {};

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
    if (events.size() == PercentilesSpec.MAX_EVENTS) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    hold(event);
  }

  private void hold(Event event) {
    int size = events.size();
    events.add(event);
    if (size >= metrics.length) {
      metrics = Arrays.copyOf(metrics, events.capacity());
    }
    metrics[size] = event.metricOrNaN();
  }

  @Override
  public void close() {
    for (int i = 0; i < events.size(); i++) {
      context.drop(events.event(i), DropReason.UNFINISHED);
    }
    events.clear();
  }

  private void emit() {
    int size = events.size();
    Event[] chosen = new Event[points.length];
    Arrays.sort(metrics, 0, size);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = named(ofRank(Percentile.rank(points[i], size)), names[i]);
    }
    events.clear();
    // A burst is not held on to when it is over.
    if (metrics.length > events.capacity()) {
      metrics = new double[events.capacity()];
    }
    for (Event event : chosen) {
      context.emit(event);
    }
  }

  /** The event of a rank, once the metrics are sorted. */
  private Event ofRank(int rank) {
    double metric = metrics[rank];
    int equalBefore = 0;
    while (equalBefore < rank && metrics[rank - equalBefore - 1] == metric) {
      equalBefore++;
    }
    int at = 0;
    while (events.metricOrNaN(at) != metric || equalBefore-- > 0) {
      at++;
    }
    return events.event(at);
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

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeLong(events.size());
    for (int i = 0; i < events.size(); i++) {
      out.writeEvent(events.event(i));
    }
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    for (int left = in.readCount(PercentilesSpec.MAX_EVENTS); left > 0; left--) {
      Event event = in.readSomeEvent();
      if (!MetricOrder.counts(event)) {
        throw new StateException("an event whose metric does not count");
      }
      hold(event);
    }
  }
}
