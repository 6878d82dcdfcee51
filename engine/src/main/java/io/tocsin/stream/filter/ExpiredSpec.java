package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.FilterSpec;

/**
 * Lets expired events through: those whose state says so, and those older than their ttl. The
 * others leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>age is the lane's now less the event's time; at exactly its ttl (60 s when absent) an event
 *       is not yet expired, and without time it never ages.
 *   <dt>Order
 *   <dd>as they came, at once.
 * </dl>
 */
public record ExpiredSpec() implements FilterSpec {

  @Override
  public EventPredicate condition() {
    return Event::isExpiredAt;
  }
}
