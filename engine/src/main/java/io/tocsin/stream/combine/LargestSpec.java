package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Emits a batch of the {@code n} events with the greatest metrics of each batch, and its interval.
 * Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>by metric, descending; equal ones in the order they came.
 *   <dt>State
 *   <dd>none.
 *   <dt>Expired
 *   <dd>is left out, as is an event without metric.
 * </dl>
 *
 * <p>A batch of which nothing remains is emitted empty.
 *
 * @param n how many at most, at least 1
 */
public record LargestSpec(int n) implements OperatorSpec<Batch, Batch> {

  public LargestSpec {
    if (n < 1) {
      throw new IllegalArgumentException("largest: n must be at least 1, was " + n);
    }
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Batch> create(OperatorContext<Batch> context) {
    return new RankOperator(n, true, context);
  }
}
