package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.List;

/**
 * What is delivered as one: one email, one request. Immutable.
 *
 * @param events at least one
 */
public record Message(MessageId id, List<Event> events) {

  public Message {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a message must have an event");
    }
  }
}
