package io.tocsin.stream.rate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
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

/** The live half of {@link PercentileEstimatesSpec}. */
final class PercentileEstimatesOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final PercentileEstimatesSpec spec;
  private final IntervalRun run;
  private final String[] names;
  private DDSketch sketch;
  private @Nullable Event last;

  PercentileEstimatesOperator(PercentileEstimatesSpec spec, OperatorContext<Event> context) {
    this.context = context;
    this.spec = spec;
    names = spec.points().stream().map(PercentilesOperator::name).toArray(String[]::new);
    run = new IntervalRun(context, spec.every(), this::emit);
    sketch = sketch();
  }

  @Override
  public void process(Event event) {
    double metric = event.metricOrNaN();
    if (MetricOrder.counts(event) && Double.isFinite(metric)) {
      run.arrived();
      double most = sketch.getIndexMapping().maxIndexableValue();
      sketch.accept(Math.max(-most, Math.min(most, metric)));
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

  private void emit(long endMicros) {
    Event template = last;
    if (template == null) {
      return;
    }
    DDSketch full = sketch;
    sketch = sketch();
    last = null;
    for (int i = 0; i < names.length; i++) {
      context.emit(
          PercentilesOperator.named(template, names[i]).toBuilder()
              .metric(estimate(full, spec.points().get(i)))
              .timeMicros(endMicros)
              .build());
    }
  }

  /** Asks for the middle of a rank's share, so that rounding does not lead to its neighbour. */
  private static double estimate(DDSketch sketch, double point) {
    int n = (int) Math.min(Integer.MAX_VALUE, Math.round(sketch.getCount()));
    double quantile = n == 1 ? 0 : (Percentile.rank(point, n) + 0.5) / (n - 1);
    return sketch.getValueAtQuantile(Math.min(1, quantile));
  }

  private DDSketch sketch() {
    return DDSketches.logarithmicCollapsingLowestDense(
        spec.error(), PercentileEstimatesSpec.BUCKETS);
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    StoredSketch.save(sketch, out);
    out.writeEvent(last);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    StoredSketch.load(sketch, in);
    last = in.readEvent();
  }
}
