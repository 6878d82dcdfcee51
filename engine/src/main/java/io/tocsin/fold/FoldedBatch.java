package io.tocsin.fold;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of which no more is known than how many events there were and what some folds say of
 * them.
 */
final class FoldedBatch implements Batch {

  /** Says what a fold of those that were asked for in advance says of the batch. */
  @FunctionalInterface
  interface Results {
    @Nullable Event of(Fold fold, long nowMicros);
  }

  private final Results results;
  private final int size;
  private final long fromMicros;
  private final long untilMicros;

  FoldedBatch(Results results, int size, long fromMicros, long untilMicros) {
    this.results = results;
    this.size = size;
    this.fromMicros = fromMicros;
    this.untilMicros = untilMicros;
  }

  @Nullable Event result(Fold fold, long nowMicros) {
    return results.of(fold, nowMicros);
  }

  @Override
  public List<Event> events() {
    throw new IllegalStateException("the events of " + this + " were not held");
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long fromMicros() {
    return fromMicros;
  }

  @Override
  public long untilMicros() {
    return untilMicros;
  }

  @Override
  public String toString() {
    return "Batch of " + size + " from " + fromMicros + " until " + untilMicros;
  }
}
