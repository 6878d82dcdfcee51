package io.tocsin.dsl.internal;

import io.tocsin.event.EventFields;

/** Names of fields in options, which the compiler does not look into. */
public final class FieldNames {

  private FieldNames() {}

  /** The name, if it is that of a field, or {@code attr:} and that of an attribute. */
  public static String checked(RuleBuilder build, String name) {
    if (EventFields.isField(name) || name.startsWith(EventFields.ATTRIBUTE_PREFIX)) {
      return name;
    }
    String near = Suggestion.remedy(name, EventFields.NAMES);
    throw build.fail(
        build.place(),
        "no event field '" + name + "'",
        (near.isEmpty() ? "" : near + " ") + "An attribute is named 'attr:" + name + "'.");
  }
}
