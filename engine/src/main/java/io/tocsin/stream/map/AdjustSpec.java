package io.tocsin.stream.map;

import io.tocsin.event.EventFields;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.TransformSpec;
import io.tocsin.stream.ValueFunction;

/**
 * Sets a field to a function of its value. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>changed like any other event.
 * </dl>
 *
 * @param field a field or attribute by name
 * @param function given null for an absent value; its null removes the field. An event on which it
 *     throws, or gives what does not fit the field, ends here, counted
 */
public record AdjustSpec(String field, RuleFunction<ValueFunction> function)
    implements TransformSpec {

  public AdjustSpec {
    if (field.isEmpty()) {
      throw new IllegalArgumentException("adjust: field must have a name");
    }
  }

  @Override
  public boolean keeps(String other) {
    return !EventFields.plainName(field).equals(other);
  }

  @Override
  public EventMapper transform() {
    ValueFunction adjusted = function.function();
    return (event, now) -> {
      Object value = adjusted.apply(EventFields.get(event, field));
      return event.toBuilder().set(field, value).build();
    };
  }
}
