package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.List;

/**
 * What goes in one attempt: a message, or several ones to outputs that take many at once.
 * Immutable.
 */
public final class Parcel {

  private final List<Message> messages;
  private final List<Event> events;

  /** At least one message, in the order they are to arrive. */
  public Parcel(List<Message> messages) {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a parcel must have a message");
    }
    this.messages = List.copyOf(messages);
    this.events =
        messages.size() == 1
            ? messages.get(0).events()
            : messages.stream().flatMap(message -> message.events().stream()).toList();
  }

  public List<Message> messages() {
    return messages;
  }

  /** The events of all its messages. */
  public List<Event> events() {
    return events;
  }

  /**
   * The id of the first message. It is a key of the whole parcel only for an output whose messages
   * go one by one: what else is in a parcel may differ after a restart.
   */
  public MessageId id() {
    return messages.get(0).id();
  }
}
