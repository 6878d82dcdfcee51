package io.tocsin.event;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes events. Confined to one thread; may be used again after {@link #build}. */
public final class EventBuilder {

  @Nullable String host;
  @Nullable String service;
  @Nullable String state;
  @Nullable String description;
  long timeMicros = Event.ABSENT;
  long ttlMicros = Event.ABSENT;
  byte metricKind = Event.NO_METRIC;
  long metricBits;
  List<String> tags = List.of();
  Attributes attributes = Attributes.NONE;

  EventBuilder() {}

  EventBuilder(Event e) {
    host = e.getHost();
    service = e.getService();
    state = e.getState();
    description = e.getDescription();
    timeMicros = e.timeMicrosOr(Event.ABSENT);
    ttlMicros = e.ttlMicrosOr(Event.ABSENT);
    metric(e);
    tags = e.getTags();
    attributes = e.getAttributes();
  }

  public EventBuilder host(@Nullable String value) {
    host = value;
    return this;
  }

  public EventBuilder service(@Nullable String value) {
    service = value;
    return this;
  }

  public EventBuilder state(@Nullable String value) {
    state = value;
    return this;
  }

  public EventBuilder description(@Nullable String value) {
    description = value;
    return this;
  }

  /** Microseconds since the epoch. */
  public EventBuilder timeMicros(long value) {
    timeMicros = value;
    return this;
  }

  public EventBuilder noTime() {
    timeMicros = Event.ABSENT;
    return this;
  }

  public EventBuilder ttlMicros(long value) {
    ttlMicros = value;
    return this;
  }

  public EventBuilder noTtl() {
    ttlMicros = Event.ABSENT;
    return this;
  }

  public EventBuilder metric(long value) {
    metricKind = Event.INTEGRAL;
    metricBits = value;
    return this;
  }

  /** NaN means absent. */
  public EventBuilder metric(double value) {
    metricKind = Double.isNaN(value) ? Event.NO_METRIC : Event.FLOATING;
    metricBits = Double.isNaN(value) ? 0 : Double.doubleToRawLongBits(value);
    return this;
  }

  /** Takes the metric of another event, kind and all. */
  public EventBuilder metric(Event other) {
    if (other.hasLongMetric()) {
      return metric(other.metricAsLong());
    }
    return metric(other.metricOrNaN());
  }

  public EventBuilder noMetric() {
    return metric(Double.NaN);
  }

  /** Whole numbers stay whole as far as a long reaches; null means absent. */
  public EventBuilder metric(@Nullable Number value) {
    if (value == null) {
      return noMetric();
    }
    return EventFields.isWhole(value) ? metric(value.longValue()) : metric(value.doubleValue());
  }

  /** Copied; null elements are refused. */
  public EventBuilder tags(List<String> value) {
    tags = List.copyOf(value);
    return this;
  }

  /** Adds a tag unless it is there. */
  public EventBuilder tag(String tag) {
    Set<String> all = new LinkedHashSet<>(tags);
    all.add(tag);
    tags = List.copyOf(all);
    return this;
  }

  public EventBuilder attributes(Attributes value) {
    attributes = value;
    return this;
  }

  /** Sets an attribute; null removes it. */
  public EventBuilder attribute(String name, @Nullable String value) {
    attributes = attributes.with(name, value);
    return this;
  }

  /**
   * Sets fields by name, see {@link Event#of}.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public EventBuilder set(Map<String, ?> fields) {
    for (Map.Entry<String, ?> field : fields.entrySet()) {
      set(field.getKey(), field.getValue());
    }
    return this;
  }

  /**
   * Sets one field or attribute by name; null removes it. Time and ttl take seconds as a number or
   * a {@link java.time.Duration}.
   *
   * @throws IllegalArgumentException if the value does not fit
   */
  public EventBuilder set(String name, @Nullable Object value) {
    EventFields.set(this, name, value);
    return this;
  }

  public Event build() {
    return new Event(this);
  }
}
