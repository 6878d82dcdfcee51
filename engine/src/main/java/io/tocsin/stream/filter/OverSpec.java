package io.tocsin.stream.filter;

import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.FilterSpec;

/**
 * Lets events through whose metric is above a limit, not at it. The others, and those without a
 * metric, leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param limit a number, may be infinite; a whole metric beyond 2^53 is rounded to compare
 */
public record OverSpec(double limit) implements FilterSpec {

  public OverSpec {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("over: limit must be a number, was NaN");
    }
  }

  @Override
  public EventPredicate condition() {
    // An absent metric is NaN here, and no comparison with it holds.
    return (event, now) -> event.metricOrNaN() > limit;
  }
}
