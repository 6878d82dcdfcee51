package io.tocsin.stream.rate;

import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.Percentile;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import org.jspecify.annotations.Nullable;

/** The live half of {@link PercentileEstimatesSpec} over more than one interval. */
final class SlidingEstimatesOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final PercentileEstimatesSpec spec;
  private final IntervalRun run;
  private final String[] names;
  private final SlidingSketch sketch;
  private @Nullable Event last;

  /** Whether {@code last} was told of at the end of an interval. */
  private boolean told;

  SlidingEstimatesOperator(PercentileEstimatesSpec spec, OperatorContext<Event> context) {
    this.context = context;
    this.spec = spec;
    names = spec.points().stream().map(PercentilesOperator::name).toArray(String[]::new);
    run = new IntervalRun(context, spec.every(), this::emit);
    sketch =
        new SlidingSketch(
            new LogarithmicMapping(spec.error()),
            spec.intervals(),
            PercentileEstimatesSpec.BUCKETS);
  }

  @Override
  public void process(Event event) {
    double metric = event.metricOrNaN();
    if (MetricOrder.counts(event) && Double.isFinite(metric)) {
      run.arrived();
      sketch.add(metric);
      last = event;
      told = false;
    }
  }

  @Override
  public void close() {
    if (last != null && !told) {
      context.drop(last, DropReason.UNFINISHED);
    }
    last = null;
  }

  private void emit(long endMicros) {
    Event template = last;
    if (template == null) {
      return;
    }
    double[] estimates = new double[names.length];
    int n = (int) Math.min(Integer.MAX_VALUE, sketch.size());
    for (int i = 0; i < names.length; i++) {
      estimates[i] = sketch.valueOf(Percentile.rank(spec.points().get(i), n));
    }
    told = true;
    sketch.turn();
    if (sketch.size() > 0) {
      // The run goes on as long as the window has anything.
      run.arrived();
    } else {
      last = null;
    }
    for (int i = 0; i < names.length; i++) {
      context.emit(
          PercentilesOperator.named(template, names[i]).toBuilder()
              .metric(estimates[i])
              .timeMicros(endMicros)
              .build());
    }
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    sketch.save(out);
    out.writeEvent(last);
    out.writeBoolean(told);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    sketch.load(in);
    last = in.readEvent();
    told = in.readBoolean();
  }
}
