package io.tocsin.stream;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/** Some value of an event, null when there is none. {@code nowMicros} is the lane's now. */
@FunctionalInterface
public interface EventFunction {
  @Nullable Object apply(Event event, long nowMicros);
}
