package io.tocsin.state;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where a live part writes its state, one value after the other. Confined to one lane. */
public interface StateWriter {

  /** A whole number; small ones take little space. */
  void writeLong(long value);

  /** A number to the bit, also NaN and the zeros. */
  void writeDouble(double value);

  default void writeBoolean(boolean value) {
    writeLong(value ? 1 : 0);
  }

  void writeText(@Nullable String text);

  void writeEvent(@Nullable Event event);

  /**
   * A value of a rule in its plain form: text, Long, Double, Boolean, null, or a list of such.
   *
   * @throws StateException if it is none of these; names its class, not the value
   */
  void writeValue(@Nullable Object value);

  /** Some bytes as they are; not to be changed after that. */
  void writeBytes(byte[] bytes);

  /** How many there are, and each. */
  default void writeEvents(Collection<Event> events) {
    writeLong(events.size());
    events.forEach(this::writeEvent);
  }

  /** A timer that the part has set; one that has run or was called off is as none. */
  void writeTimer(@Nullable Cancellable timer);
}
