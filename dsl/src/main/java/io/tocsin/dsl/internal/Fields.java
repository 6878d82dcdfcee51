package io.tocsin.dsl.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The event's fields as free names in a rule's functions, and how they are read. */
final class Fields {

  /** Field name to the event's accessor. */
  static final Map<String, String> GETTERS = getters();

  static final Set<String> NUMERIC = Set.of("metric", "time", "ttl");

  static final Set<String> TEXT = Set.of("host", "service", "state", "description");

  /** Event methods that may be called as functions of the event in hand. */
  static final Set<String> METHODS = Set.of("tagged", "taggedAny", "attr");

  private Fields() {}

  static boolean isField(String name) {
    return GETTERS.containsKey(name);
  }

  private static Map<String, String> getters() {
    Map<String, String> getters = new LinkedHashMap<>();
    for (String name : io.tocsin.event.EventFields.NAMES) {
      getters.put(name, "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }
    getters.put("attributes", "getAttributes");
    return getters;
  }
}
