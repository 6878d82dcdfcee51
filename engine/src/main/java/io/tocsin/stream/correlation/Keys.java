package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.stream.partition.PlainValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys made of fields. */
final class Keys {

  private Keys() {}

  /** The values of fields, in their order; absent ones are null. */
  static List<@Nullable Object> of(Event event, List<String> fields) {
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      values.add(EventFields.get(event, fields.get(i)));
    }
    return values;
  }

  /** Values a user wrote, as those of an event are. */
  static List<@Nullable Object> plain(List<?> written) {
    List<@Nullable Object> values = new ArrayList<>(written.size());
    written.forEach(value -> values.add(PlainValue.of(value)));
    return Collections.unmodifiableList(values);
  }

  static void requireNames(String verb, List<String> fields) {
    if (fields.contains("")) {
      throw new IllegalArgumentException(verb + ": field must have a name");
    }
  }
}
