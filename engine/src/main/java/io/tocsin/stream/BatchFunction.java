package io.tocsin.stream;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event made of a batch's events, null for none. {@code nowMicros} is the lane's now. */
@FunctionalInterface
public interface BatchFunction {
  @Nullable Event apply(List<Event> events, long nowMicros);
}
