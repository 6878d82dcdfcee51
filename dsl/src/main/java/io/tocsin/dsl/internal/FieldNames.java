package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.event.EventFields;
import io.tocsin.stream.Place;

/** Texts that name an event's field or attribute. Public for the families of verbs only. */
public final class FieldNames {

  private FieldNames() {}

  public static boolean isKnown(String name) {
    return EventFields.isField(name)
        || (name.startsWith(EventFields.ATTRIBUTE_PREFIX) && !isPrefix(name));
  }

  private static boolean isPrefix(String name) {
    return name.equals(EventFields.ATTRIBUTE_PREFIX);
  }

  public static Problem unknown(Place place, String name) {
    return Problem.error(place, what(name), remedy(name));
  }

  static String what(String name) {
    return "no event field '" + name + "'";
  }

  static String remedy(String name) {
    if (isPrefix(name)) {
      return "The attribute's name is missing, as in 'attr:build'.";
    }
    String near = Suggestion.remedy(name, EventFields.NAMES);
    return (near.isEmpty() ? "" : near + " ") + "An attribute is named 'attr:" + name + "'.";
  }

  /** The name, if it is that of a field, or {@code attr:} and that of an attribute. */
  public static String checked(RuleBuilder build, String name) {
    if (isKnown(name)) {
      return name;
    }
    throw build.fail(build.place(), what(name), remedy(name));
  }
}
