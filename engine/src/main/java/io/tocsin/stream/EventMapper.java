package io.tocsin.stream;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/** Another event made of one, null to let nothing go on. {@code nowMicros} is the lane's now. */
@FunctionalInterface
public interface EventMapper {
  @Nullable Event apply(Event event, long nowMicros);
}
