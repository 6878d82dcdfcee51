package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets fields of every event to fixed values. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>changed like any other event.
 * </dl>
 *
 * @param fields by name, at least one; a name that is no field is an attribute; null removes; time
 *     and ttl in seconds or as a Duration
 */
public record SetSpec(Map<String, ? extends @Nullable Object> fields)
    implements OperatorSpec<Event, Event> {

  public SetSpec {
    fields = FieldSetter.checkedCopy("set", fields);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    FieldSetter[] setters = FieldSetter.all(fields).toArray(FieldSetter[]::new);
    return event -> {
      EventBuilder changed = event.toBuilder();
      for (FieldSetter setter : setters) {
        setter.set().accept(changed);
      }
      context.emit(changed.build());
    };
  }
}
