package io.tocsin.stream;

import io.tocsin.event.Event;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Several events made of one, null or none to let nothing go on. {@code nowMicros} is now. */
@FunctionalInterface
public interface EventExpander {
  @Nullable Collection<Event> apply(Event event, long nowMicros);
}
