package io.tocsin.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of an event by name, as rules, queries and JSON speak of them. */
public final class EventFields {

  /** The standard fields, in the order they are shown. */
  public static final List<String> NAMES =
      List.of("host", "service", "state", "description", "metric", "time", "ttl", "tags");

  /** How a name says that it means an attribute, whatever it is called: {@code attr:zone}. */
  public static final String ATTRIBUTE_PREFIX = "attr:";

  private EventFields() {}

  /** Whether the name is a standard field's. */
  public static boolean isField(String name) {
    return NAMES.contains(name);
  }

  /**
   * A field's value: String, Long, Double, a list of tags, or null when absent. A name that is no
   * field, or begins with {@code attr:}, is an attribute's. Time and ttl are in seconds.
   */
  public static @Nullable Object get(Event event, String name) {
    return switch (name) {
      case "host" -> event.getHost();
      case "service" -> event.getService();
      case "state" -> event.getState();
      case "description" -> event.getDescription();
      case "metric" -> event.getMetric();
      case "time" -> event.getTime();
      case "ttl" -> event.getTtl();
      case "tags" -> event.getTags();
      default -> event.attr(attributeName(name));
    };
  }

  static void set(EventBuilder b, String name, @Nullable Object value) {
    switch (name) {
      case "host" -> b.host(text(value));
      case "service" -> b.service(text(value));
      case "state" -> b.state(text(value));
      case "description" -> b.description(text(value));
      case "metric" -> b.metric(number(name, value));
      case "time" -> b.timeMicros = micros(name, value);
      case "ttl" -> b.ttlMicros = micros(name, value);
      case "tags" -> b.tags(tags(value));
      default -> b.attribute(attributeName(name), text(value));
    }
  }

  /** Calls {@code visitor} for each field and attribute that is present, standard fields first. */
  public static void forEachPresent(Event event, BiConsumer<String, Object> visitor) {
    for (String name : NAMES) {
      Object value = get(event, name);
      if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
        visitor.accept(name, value);
      }
    }
    event.getAttributes().forEach(visitor);
  }

  /** Seconds, as a number or Duration, in microseconds. */
  public static long secondsToMicros(Number seconds) {
    if (seconds instanceof Long || seconds instanceof Integer) {
      return Math.multiplyExact(seconds.longValue(), 1_000_000L);
    }
    if (seconds instanceof BigDecimal decimal) {
      return decimal.movePointRight(6).longValue();
    }
    return Math.round(seconds.doubleValue() * 1e6);
  }

  static boolean isWhole(Number value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || (value instanceof BigInteger big && big.bitLength() < 64);
  }

  /**
   * The one way to write a name that may be written in two: without {@code attr:} where an
   * attribute's name needs none.
   */
  public static String plainName(String name) {
    String attribute = attributeName(name);
    return isField(attribute) ? name : attribute;
  }

  private static String attributeName(String name) {
    return name.startsWith(ATTRIBUTE_PREFIX) ? name.substring(ATTRIBUTE_PREFIX.length()) : name;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Number number(String name, @Nullable Object value) {
    if (value == null || value instanceof Number) {
      return (Number) value;
    }
    throw new IllegalArgumentException(name + " must be a number, was '" + value + "'");
  }

  private static long micros(String name, @Nullable Object value) {
    if (value == null) {
      return Event.ABSENT;
    }
    if (value instanceof Duration duration) {
      return Math.addExact(
          Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
    if (value instanceof Instant instant) {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
    if (value instanceof Number seconds) {
      double approximate = seconds.doubleValue();
      if (Double.isNaN(approximate) || Math.abs(approximate) > 9e12) {
        throw new IllegalArgumentException(name + " is out of range: " + value);
      }
      return secondsToMicros(seconds);
    }
    throw new IllegalArgumentException(
        name + " must be a number of seconds or a duration, was '" + value + "'");
  }

  private static List<String> tags(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Collection<?> all) {
      return all.stream().map(String::valueOf).toList();
    }
    if (value instanceof CharSequence one) {
      return List.of(one.toString());
    }
    throw new IllegalArgumentException("tags must be a list of strings, was '" + value + "'");
  }
}
