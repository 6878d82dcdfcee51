package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.stream.partition.PlainValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys made of fields, and lengths of time as operators count them. */
final class Keys {

  private static final long LONGEST_MICROS = Long.MAX_VALUE / 4;

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

  /** At least a microsecond, and so short that adding it to a moment does not overflow. */
  static long micros(Duration length) {
    return Math.max(1, Math.min(TimeUnit.MICROSECONDS.convert(length), LONGEST_MICROS));
  }

  static void requireLength(String what, Duration length) {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(what + " must be longer than zero, was " + length);
    }
  }

  static void requireNames(String verb, List<String> fields) {
    if (fields.contains("")) {
      throw new IllegalArgumentException(verb + ": field must have a name");
    }
  }
}
