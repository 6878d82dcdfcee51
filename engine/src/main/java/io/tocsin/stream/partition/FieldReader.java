package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import org.jspecify.annotations.Nullable;

/** Reads one field of an event, without looking at its name each time. Stateless. */
@FunctionalInterface
interface FieldReader {

  @Nullable Object of(Event event);

  /** A reader of the field or attribute that {@link EventFields#get} means by a name. */
  static FieldReader named(String name) {
    return switch (name) {
      case "host" -> Event::getHost;
      case "service" -> Event::getService;
      case "state" -> Event::getState;
      default -> event -> EventFields.get(event, name);
    };
  }
}
