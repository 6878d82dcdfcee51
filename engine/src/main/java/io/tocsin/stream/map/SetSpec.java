package io.tocsin.stream.map;

import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.TransformSpec;
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
public record SetSpec(Map<String, ? extends @Nullable Object> fields) implements TransformSpec {

  public SetSpec {
    fields = FieldSetter.checkedCopy("set", fields);
  }

  @Override
  public boolean keeps(String field) {
    return fields.keySet().stream().map(EventFields::plainName).noneMatch(field::equals);
  }

  @Override
  public EventMapper transform() {
    FieldSetter[] setters = FieldSetter.all(fields).toArray(FieldSetter[]::new);
    return (event, now) -> {
      EventBuilder changed = event.toBuilder();
      for (FieldSetter setter : setters) {
        setter.set().accept(changed);
      }
      return changed.build();
    };
  }
}
