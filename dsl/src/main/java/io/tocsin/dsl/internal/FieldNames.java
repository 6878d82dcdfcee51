package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.event.EventFields;
import io.tocsin.stream.Place;

/** Texts that name an event's field or attribute. Public for the families of verbs only. */
public final class FieldNames {

  private FieldNames() {}

  public static boolean isKnown(String name) {
    return EventFields.isField(name) || name.startsWith(EventFields.ATTRIBUTE_PREFIX);
  }

  public static Problem unknown(Place place, String name) {
    return Problem.error(place, what(name), remedy(name));
  }

  static String what(String name) {
    return "no event field '" + name + "'";
  }

  static String remedy(String name) {
    String near = Suggestion.remedy(name, EventFields.NAMES);
    return (near.isEmpty() ? "" : near + " ") + "An attribute is named 'attr:" + name + "'.";
  }
}
