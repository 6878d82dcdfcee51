package io.tocsin.stream;

import io.tocsin.event.Event;

/** A question about an event. {@code nowMicros} is the lane's now, for age. */
@FunctionalInterface
public interface EventPredicate {
  boolean test(Event event, long nowMicros);
}
