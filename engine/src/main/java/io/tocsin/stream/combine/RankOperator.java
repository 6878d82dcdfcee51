package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.List;

/** The live half of {@link SmallestSpec} and {@link LargestSpec}. */
final class RankOperator implements Operator<Batch> {

  private final int n;
  private final boolean descending;
  private final OperatorContext<Batch> context;

  RankOperator(int n, boolean descending, OperatorContext<Batch> context) {
    this.n = n;
    this.descending = descending;
    this.context = context;
  }

  @Override
  public void process(Batch batch) {
    List<Event> sorted = MetricOrder.sorted(batch.events());
    if (descending) {
      sorted.sort(MetricOrder.ASCENDING.reversed());
    }
    List<Event> first = sorted.subList(0, Math.min(n, sorted.size()));
    context.emit(Batch.of(first, batch.fromMicros(), batch.untilMicros()));
  }
}
