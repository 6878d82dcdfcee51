package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
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
    implements OperatorSpec<Event, Event> {

  public AdjustSpec {
    if (field.isEmpty()) {
      throw new IllegalArgumentException("adjust: field must have a name");
    }
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    ValueFunction adjusted = function.function();
    return event -> {
      Object value = adjusted.apply(EventFields.get(event, field));
      context.emit(event.toBuilder().set(field, value).build());
    };
  }
}
