package io.tocsin.dsl.verb;

import io.tocsin.dsl.internal.RuleFunctions;
import io.tocsin.event.EventFields;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;

/** Functions of an event that read one field. */
final class FieldFunctions {

  private FieldFunctions() {}

  /** The value of a field or attribute, by its name. */
  static RuleFunction<EventFunction> of(String name) {
    return RuleFunctions.function(
        (event, now) -> EventFields.get(event, name), name, new Object[0]);
  }
}
