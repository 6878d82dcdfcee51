package io.tocsin.stream.filter;

import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.FilterSpec;

/**
 * Lets events through that are not expired, the reverse of {@link ExpiredSpec}. The expired leave
 * by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>as for {@link ExpiredSpec}.
 *   <dt>Order
 *   <dd>as they came, at once.
 * </dl>
 */
public record LiveSpec() implements FilterSpec {

  @Override
  public EventPredicate condition() {
    return (event, now) -> !event.isExpiredAt(now);
  }
}
