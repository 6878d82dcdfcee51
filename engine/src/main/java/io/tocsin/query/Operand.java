package io.tocsin.query;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import org.jspecify.annotations.Nullable;

/** One side of a comparison: a literal, or something of the event. Total, immutable. */
sealed interface Operand {

  /** String, Long, Double, BigInteger, Boolean, a list of tags, or null for none. */
  @Nullable Object value(Event event);

  default boolean isPresent(Event event) {
    return value(event) != null;
  }

  /** How the value stands to a number, see {@link Bound}; {@link Bound#NEITHER} if it is none. */
  default int compare(Event event, Bound bound) {
    return value(event) instanceof Number number ? bound.compare(number) : Bound.NEITHER;
  }

  /** The field or attribute of a name. */
  static Operand named(String name) {
    return switch (name) {
      case "host" -> TextField.HOST;
      case "service" -> TextField.SERVICE;
      case "state" -> TextField.STATE;
      case "description" -> TextField.DESCRIPTION;
      case "metric", "metric_f" -> NumberField.METRIC;
      case "time" -> NumberField.TIME;
      case "ttl" -> NumberField.TTL;
      case "tags" -> new Tags();
      default ->
          new Attribute(
              name.startsWith(EventFields.ATTRIBUTE_PREFIX)
                  ? name.substring(EventFields.ATTRIBUTE_PREFIX.length())
                  : name);
    };
  }

  /** A value written in the query. */
  record Literal(@Nullable Object literal) implements Operand {
    @Override
    public @Nullable Object value(Event event) {
      return literal;
    }
  }

  /** A standard field that is text. */
  enum TextField implements Operand {
    HOST,
    SERVICE,
    STATE,
    DESCRIPTION;

    @Override
    public @Nullable String value(Event event) {
      return switch (this) {
        case HOST -> event.getHost();
        case SERVICE -> event.getService();
        case STATE -> event.getState();
        case DESCRIPTION -> event.getDescription();
      };
    }
  }

  /** A standard field that is a number; compared without boxing it. */
  enum NumberField implements Operand {
    METRIC,
    TIME,
    TTL;

    @Override
    public @Nullable Number value(Event event) {
      return switch (this) {
        case METRIC -> event.getMetric();
        case TIME -> event.getTime();
        case TTL -> event.getTtl();
      };
    }

    @Override
    public boolean isPresent(Event event) {
      return switch (this) {
        case METRIC -> event.hasMetric();
        case TIME -> event.hasTime();
        case TTL -> event.hasTtl();
      };
    }

    @Override
    public int compare(Event event, Bound bound) {
      if (!isPresent(event)) {
        return Bound.NEITHER;
      }
      return switch (this) {
        case METRIC ->
            event.hasLongMetric()
                ? bound.compare(event.metricAsLong())
                : bound.compare(event.metricOrNaN());
        case TIME -> bound.compare(event.timeMicrosOr(0) / 1e6);
        case TTL -> bound.compare(event.ttlMicrosOr(0) / 1e6);
      };
    }
  }

  /** The list of tags; none at all count as absent. */
  record Tags() implements Operand {
    @Override
    public @Nullable Object value(Event event) {
      return event.getTags().isEmpty() ? null : event.getTags();
    }
  }

  /** The seconds since the event's time, as of {@code nowMicros}; absent when it has none. */
  record Age(long nowMicros) implements Operand {
    @Override
    public @Nullable Object value(Event event) {
      return event.hasTime() ? seconds(event) : null;
    }

    @Override
    public boolean isPresent(Event event) {
      return event.hasTime();
    }

    @Override
    public int compare(Event event, Bound bound) {
      return event.hasTime() ? bound.compare(seconds(event)) : Bound.NEITHER;
    }

    private double seconds(Event event) {
      return (nowMicros - event.timeMicrosOr(0)) / 1e6;
    }
  }

  /** A custom attribute. */
  record Attribute(String name) implements Operand {
    @Override
    public @Nullable String value(Event event) {
      return event.attr(name);
    }
  }
}
