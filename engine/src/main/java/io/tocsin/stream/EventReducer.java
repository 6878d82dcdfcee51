package io.tocsin.stream;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/** What was made of all events before, and one more, made into one. {@code nowMicros} is now. */
@FunctionalInterface
public interface EventReducer {
  @Nullable Event apply(Event accumulated, Event event, long nowMicros);
}
