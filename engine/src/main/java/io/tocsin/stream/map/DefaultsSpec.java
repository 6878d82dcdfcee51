package io.tocsin.stream.map;

import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.TransformSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets fields that an event lacks; an empty list of tags counts as lacking. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once; an event that lacks none goes on as it is.
 *   <dt>Expired
 *   <dd>changed like any other event.
 * </dl>
 *
 * @param fields as for {@link SetSpec}; null sets nothing
 */
public record DefaultsSpec(Map<String, ? extends @Nullable Object> fields)
    implements TransformSpec {

  public DefaultsSpec {
    fields = FieldSetter.checkedCopy("defaults", fields);
  }

  @Override
  public boolean keeps(String field) {
    return fields.keySet().stream().map(EventFields::plainName).noneMatch(field::equals);
  }

  @Override
  public EventMapper transform() {
    FieldSetter[] setters = FieldSetter.all(fields).toArray(FieldSetter[]::new);
    return (event, now) -> {
      EventBuilder changed = null;
      for (FieldSetter setter : setters) {
        if (setter.absent().test(event)) {
          changed = changed == null ? event.toBuilder() : changed;
          setter.set().accept(changed);
        }
      }
      return changed == null ? event : changed.build();
    };
  }
}
