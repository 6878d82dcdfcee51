package io.tocsin.stream.dispatch;

import io.tocsin.event.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of an event that hold one text. */
public enum TextField {
  SERVICE,
  HOST,
  STATE,
  DESCRIPTION;

  /**
   * The field of a name, as rules write it.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static TextField named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The event's text; null when it has none. */
  public @Nullable String of(Event event) {
    return switch (this) {
      case SERVICE -> event.getService();
      case HOST -> event.getHost();
      case STATE -> event.getState();
      case DESCRIPTION -> event.getDescription();
    };
  }
}
