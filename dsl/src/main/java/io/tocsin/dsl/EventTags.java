package io.tocsin.dsl;

import io.tocsin.event.Event;
import java.util.Collection;

/** {@code tagged(['a', 'b'])} in conditions: tags in a list. An extension of events in rules. */
public final class EventTags {

  private EventTags() {}

  /** Whether an event bears all of the tags; true for none given. */
  public static boolean tagged(Event self, Collection<?> tags) {
    return tags.stream().allMatch(tag -> self.tagged(String.valueOf(tag)));
  }

  /** Whether an event bears at least one of the tags; false for none given. */
  public static boolean taggedAny(Event self, Collection<?> tags) {
    return tags.stream().anyMatch(tag -> self.tagged(String.valueOf(tag)));
  }
}
