package io.tocsin.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened or was measured: Riemann's event, field for field.
 *
 * <p>Immutable and compared by value. Every field may be absent. The metric is a whole number or a
 * floating-point one and stays what it was; NaN is no number, so an event built with it has no
 * metric. Accessors named {@code get…} are what rules see as properties, with time and ttl in
 * seconds; the others are exact and do not allocate.
 */
public final class Event {

  /** The state of an event whose time to live has passed. */
  public static final String EXPIRED = "expired";

  /** The time to live of an event that names none: 60 seconds, as in Riemann. */
  public static final long DEFAULT_TTL_MICROS = 60_000_000;

  static final long ABSENT = Long.MIN_VALUE;

  static final byte NO_METRIC = 0;
  static final byte INTEGRAL = 1;
  static final byte FLOATING = 2;

  private final @Nullable String host;
  private final @Nullable String service;
  private final @Nullable String state;
  private final @Nullable String description;
  private final long timeMicros;
  private final long ttlMicros;
  private final boolean expired;
  private final byte metricKind;
  private final long metricBits;
  private final List<String> tags;
  private final Attributes attributes;

  Event(EventBuilder b) {
    host = b.host;
    service = b.service;
    state = b.state;
    expired = EXPIRED.equals(b.state);
    description = b.description;
    timeMicros = b.timeMicros;
    ttlMicros = b.ttlMicros;
    metricKind = b.metricKind;
    metricBits = b.metricBits;
    tags = b.tags;
    attributes = b.attributes;
  }

  /** Another event but for its time, if that has one, and the metric. */
  Event(Event other, long timeMicros, byte metricKind, long metricBits) {
    host = other.host;
    service = other.service;
    state = other.state;
    expired = other.expired;
    description = other.description;
    this.timeMicros = other.timeMicros == ABSENT ? ABSENT : timeMicros;
    ttlMicros = other.ttlMicros;
    this.metricKind = metricKind;
    this.metricBits = metricBits;
    tags = other.tags;
    attributes = other.attributes;
  }

  /** A builder with every field absent. */
  public static EventBuilder builder() {
    return new EventBuilder();
  }

  /**
   * An event from a map of field names, as rules write it: {@code Event.of(host: 'a', metric: 1)}.
   * Time and ttl are in seconds; a name that is no field is an attribute; null means absent.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public static Event of(Map<String, ?> fields) {
    return builder().set(fields).build();
  }

  /** A builder that starts with this event's fields. */
  public EventBuilder toBuilder() {
    return new EventBuilder(this);
  }

  /**
   * A copy with some fields changed: {@code e.set(metric: 2, state: 'ok')}. As {@link #of}; null
   * removes.
   */
  public Event set(Map<String, ?> fields) {
    return toBuilder().set(fields).build();
  }

  public @Nullable String getHost() {
    return host;
  }

  public @Nullable String getService() {
    return service;
  }

  public @Nullable String getState() {
    return state;
  }

  public @Nullable String getDescription() {
    return description;
  }

  /** The metric as Long or Double, null when absent. */
  public @Nullable Number getMetric() {
    return switch (metricKind) {
      case INTEGRAL -> (Number) metricBits;
      case FLOATING -> (Number) Double.longBitsToDouble(metricBits);
      default -> null;
    };
  }

  /** Seconds since the epoch, null when absent. Exact to the microsecond until the year 2255. */
  public @Nullable Double getTime() {
    return timeMicros == ABSENT ? null : timeMicros / 1e6;
  }

  /** Time to live in seconds, null when absent. */
  public @Nullable Double getTtl() {
    return ttlMicros == ABSENT ? null : ttlMicros / 1e6;
  }

  /** The tags in the order they came; never null. */
  public List<String> getTags() {
    return tags;
  }

  /** The custom attributes; never null. */
  public Attributes getAttributes() {
    return attributes;
  }

  /** An attribute's value, null when absent. */
  public @Nullable String attr(String name) {
    return attributes.get(name);
  }

  /** As {@link #attr}; rules write {@code event['build']}. */
  public @Nullable String getAt(String name) {
    return attributes.get(name);
  }

  public boolean hasTime() {
    return timeMicros != ABSENT;
  }

  /** Microseconds since the epoch, or {@code otherwise} when the event has no time. */
  public long timeMicrosOr(long otherwise) {
    return timeMicros == ABSENT ? otherwise : timeMicros;
  }

  public boolean hasTtl() {
    return ttlMicros != ABSENT;
  }

  /** Time to live in microseconds, or {@code otherwise} when absent. May be zero or negative. */
  public long ttlMicrosOr(long otherwise) {
    return ttlMicros == ABSENT ? otherwise : ttlMicros;
  }

  public boolean hasMetric() {
    return metricKind != NO_METRIC;
  }

  /** Whether the metric is a whole number; false when absent. */
  public boolean hasLongMetric() {
    return metricKind == INTEGRAL;
  }

  /** The metric as a double (a long beyond 2^53 is rounded), NaN when absent. */
  public double metricOrNaN() {
    return switch (metricKind) {
      case INTEGRAL -> (double) metricBits;
      case FLOATING -> Double.longBitsToDouble(metricBits);
      default -> Double.NaN;
    };
  }

  /** The metric as a long; a floating one is cut towards zero. 0 when absent. */
  public long metricAsLong() {
    return switch (metricKind) {
      case INTEGRAL -> metricBits;
      case FLOATING -> (long) Double.longBitsToDouble(metricBits);
      default -> 0;
    };
  }

  /** Whether all the given tags are present; true for none given. */
  public boolean tagged(String... wanted) {
    for (String tag : wanted) {
      if (!tags.contains(tag)) {
        return false;
      }
    }
    return true;
  }

  /** Whether at least one of the given tags is present; false for none given. */
  public boolean taggedAny(String... wanted) {
    for (String tag : wanted) {
      if (tags.contains(tag)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the state says {@code expired}, whatever the age. */
  public boolean hasExpiredState() {
    return expired;
  }

  /**
   * Whether the event is expired: its state says so, or more than its ttl (60 seconds when absent)
   * has passed since its time. At exactly its ttl it is still valid; without a time it never ages.
   */
  public boolean isExpiredAt(long nowMicros) {
    if (hasExpiredState()) {
      return true;
    }
    return timeMicros != ABSENT && nowMicros - timeMicros > ttlMicrosOr(DEFAULT_TTL_MICROS);
  }

  public Event withHost(@Nullable String value) {
    return toBuilder().host(value).build();
  }

  public Event withService(@Nullable String value) {
    return toBuilder().service(value).build();
  }

  public Event withState(@Nullable String value) {
    return toBuilder().state(value).build();
  }

  public Event withMetric(double value) {
    return toBuilder().metric(value).build();
  }

  public Event withMetric(long value) {
    return toBuilder().metric(value).build();
  }

  public Event withTimeMicros(long value) {
    return toBuilder().timeMicros(value).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Event e
        && metricKind == e.metricKind
        && metricBits == e.metricBits
        && timeMicros == e.timeMicros
        && ttlMicros == e.ttlMicros
        && Objects.equals(host, e.host)
        && Objects.equals(service, e.service)
        && Objects.equals(state, e.state)
        && Objects.equals(description, e.description)
        && tags.equals(e.tags)
        && attributes.equals(e.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, service, state, timeMicros, metricBits);
  }

  /** The present fields, as rules write them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    EventFields.forEachPresent(
        this,
        (name, value) ->
            text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append(": ")
                .append(name.equals("time") ? plainSeconds(timeMicros) : value));
    return text.append(']').toString();
  }

  private static String plainSeconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }
}
