package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sets one field to one value. Name and value are looked at once, when the rule is loaded, not for
 * each event. Immutable.
 *
 * @param set puts the value into a builder
 * @param absent whether an event lacks the field; for tags, whether it has none
 */
record FieldSetter(Consumer<EventBuilder> set, Predicate<Event> absent) {

  /** Setters in the order of the map. */
  static List<FieldSetter> all(Map<String, ? extends @Nullable Object> fields) {
    List<FieldSetter> setters = new ArrayList<>();
    fields.forEach((name, value) -> setters.add(of(name, value)));
    return List.copyOf(setters);
  }

  /** A copy that holds nulls too, in the order of {@code fields}, each checked to fit its field. */
  static Map<String, @Nullable Object> checkedCopy(
      String verb, Map<String, ? extends @Nullable Object> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(verb + ": needs at least one field");
    }
    if (fields.containsKey("") || fields.containsKey(EventFields.ATTRIBUTE_PREFIX)) {
      throw new IllegalArgumentException(verb + ": an attribute must have a name");
    }
    try {
      Event.builder().set(fields);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(verb + ": " + e.getMessage(), e);
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  private static FieldSetter of(String name, @Nullable Object value) {
    // The event knows how each field takes a value; its typed fields are then copied from here.
    Event like = Event.builder().set(name, value).build();
    return switch (name) {
      case "host" -> new FieldSetter(b -> b.host(like.getHost()), e -> e.getHost() == null);
      case "service" ->
          new FieldSetter(b -> b.service(like.getService()), e -> e.getService() == null);
      case "state" -> new FieldSetter(b -> b.state(like.getState()), e -> e.getState() == null);
      case "description" ->
          new FieldSetter(
              b -> b.description(like.getDescription()), e -> e.getDescription() == null);
      case "metric" -> new FieldSetter(b -> b.metric(like), e -> !e.hasMetric());
      case "time" -> new FieldSetter(time(like), e -> !e.hasTime());
      case "ttl" -> new FieldSetter(ttl(like), e -> !e.hasTtl());
      case "tags" -> new FieldSetter(b -> b.tags(like.getTags()), e -> e.getTags().isEmpty());
      default -> attribute(name, like);
    };
  }

  private static Consumer<EventBuilder> time(Event like) {
    long micros = like.timeMicrosOr(0);
    return like.hasTime() ? b -> b.timeMicros(micros) : EventBuilder::noTime;
  }

  private static Consumer<EventBuilder> ttl(Event like) {
    long micros = like.ttlMicrosOr(0);
    return like.hasTtl() ? b -> b.ttlMicros(micros) : EventBuilder::noTtl;
  }

  private static FieldSetter attribute(String name, Event like) {
    String attribute =
        name.startsWith(EventFields.ATTRIBUTE_PREFIX)
            ? name.substring(EventFields.ATTRIBUTE_PREFIX.length())
            : name;
    String value = like.attr(attribute);
    return new FieldSetter(b -> b.attribute(attribute, value), e -> e.attr(attribute) == null);
  }
}
