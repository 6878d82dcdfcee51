package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.fold.MetricSum;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import org.jspecify.annotations.Nullable;

/** The live half of {@link DdtSpec}. */
final class DdtOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private @Nullable Event previous;
  private long previousTime;

  DdtOperator(OperatorContext<Event> context) {
    this.context = context;
  }

  @Override
  public void process(Event event) {
    if (!MetricOrder.counts(event)) {
      return;
    }
    Event before = previous;
    long time = context.eventTimeMicros(event);
    if (before == null || time == previousTime) {
      previous = event;
      previousTime = time;
    } else if (time > previousTime) {
      double seconds = ((double) time - previousTime) / 1e6;
      previous = event;
      previousTime = time;
      context.emit(event.withMetric(MetricSum.difference(event, before) / seconds));
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeEvent(previous);
    out.writeLong(previousTime);
  }

  @Override
  public void load(StateReader in) {
    previous = in.readEvent();
    previousTime = in.readLong();
  }
}
