package io.tocsin.wire;

import com.google.protobuf.CodedInputStream;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Reads one event after another of a message. Confined to one thread. */
final class EventDecoder {

  /** Beyond this a ttl never passes anyway, and adding a time to it stays within a long. */
  static final long LONGEST_TTL_MICROS = 9_000_000_000_000_000_000L;

  private static final long MICROS = 1_000_000;

  private static final byte NONE = 0;
  private static final byte FLOAT = 1;
  private static final byte DOUBLE = 2;
  private static final byte LONG = 3;

  private final WireLimits limits;
  private final LongAdder absurdTimes;
  private final AttributeCollector attributes = new AttributeCollector();

  private String[] tags = new String[8];
  private int tagCount;
  private List<String> lastTags = List.of();
  private int attributeCount;

  private @Nullable String host;
  private @Nullable String service;
  private @Nullable String state;
  private @Nullable String description;
  private long seconds;
  private boolean hasSeconds;
  private long micros;
  private boolean hasMicros;
  private float ttl;
  private byte metricKind;
  private long metricLong;
  private double metricDouble;

  EventDecoder(WireLimits limits, LongAdder absurdTimes) {
    this.limits = limits;
    this.absurdTimes = absurdTimes;
  }

  /** Reads the event that fills {@code in} up to its present limit. */
  Event read(CodedInputStream in, TextReader text) throws IOException, WireException {
    clear();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field(tag, in, text);
    }
    return build();
  }

  private void clear() {
    host = null;
    service = null;
    state = null;
    description = null;
    hasSeconds = false;
    hasMicros = false;
    ttl = Float.NaN;
    metricKind = NONE;
    tagCount = 0;
    attributeCount = 0;
    attributes.clear();
  }

  private void field(int tag, CodedInputStream in, TextReader text)
      throws IOException, WireException {
    switch (tag) {
      case 1 << 3 -> {
        seconds = in.readInt64();
        hasSeconds = true;
      }
      case 2 << 3 | 2 -> state = text.name(in, "state");
      case 3 << 3 | 2 -> service = text.name(in, "service");
      case 4 << 3 | 2 -> host = text.name(in, "host");
      case 5 << 3 | 2 -> description = text.text(in, "description");
      case 7 << 3 | 2 -> tag(text.name(in, "tag"));
      case 8 << 3 | 5 -> ttl = in.readFloat();
      case 9 << 3 | 2 -> attribute(in, text);
      case 10 << 3 -> {
        micros = in.readInt64();
        hasMicros = true;
      }
      case 13 << 3 -> {
        metricLong = in.readSInt64();
        metricKind = LONG;
      }
      case 14 << 3 | 1 -> metric(DOUBLE, in.readDouble());
      case 15 << 3 | 5 -> metric(FLOAT, in.readFloat());
      default -> MessageDecoder.skip(tag, in);
    }
  }

  private void metric(byte kind, double value) {
    if (metricKind <= kind) {
      metricKind = kind;
      metricDouble = value;
    }
  }

  private void tag(String tag) throws WireException {
    if (tagCount == limits.maxTags()) {
      throw new WireException("event has more than " + limits.maxTags() + " tags");
    }
    if (tagCount == tags.length) {
      tags = Arrays.copyOf(tags, 2 * tagCount);
    }
    tags[tagCount++] = tag;
  }

  private void attribute(CodedInputStream in, TextReader text) throws IOException, WireException {
    if (attributeCount++ == limits.maxAttributes()) {
      throw new WireException("event has more than " + limits.maxAttributes() + " attributes");
    }
    int outer = in.pushLimit(in.readRawVarint32());
    String name = null;
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | 2 -> name = text.name(in, "attribute name");
        case 2 << 3 | 2 -> value = text.repeatedText(in, "attribute value");
        default -> MessageDecoder.skip(tag, in);
      }
    }
    in.popLimit(outer);
    if (name == null) {
      throw new WireException("attribute without a name");
    }
    attributes.add(name, value);
  }

  private Event build() {
    EventBuilder event = Event.builder();
    if (attributes.hasStandIns()) {
      host = host != null ? host : attributes.standIn("host");
      service = service != null ? service : attributes.standIn("service");
      state = state != null ? state : attributes.standIn("state");
      description = description != null ? description : attributes.standIn("description");
    }
    event.host(host).service(service).state(state).description(description);
    time(event);
    if (!Float.isNaN(ttl)) {
      event.ttlMicros(ttlMicros(ttl));
    }
    if (metricKind == LONG) {
      event.metric(metricLong);
    } else if (metricKind != NONE) {
      event.metric(metricDouble);
    }
    if (tagCount > 0) {
      event.tags(tagList());
    }
    attributes.moveTo(event);
    return event.build();
  }

  private void time(EventBuilder event) {
    if (hasMicros) {
      if (micros >= 0) {
        event.timeMicros(micros);
        return;
      }
      absurdTimes.increment();
    }
    if (hasSeconds) {
      if (seconds >= 0 && seconds <= Long.MAX_VALUE / MICROS) {
        event.timeMicros(seconds * MICROS);
      } else {
        absurdTimes.increment();
      }
    }
  }

  static long ttlMicros(float seconds) {
    // Rounded, since a float's seconds are seldom whole microseconds; beyond the bounds a cast
    // would saturate at values that mean "absent" to an event.
    double exact = Math.rint(seconds * 1e6);
    return (long) Math.max(-LONGEST_TTL_MICROS, Math.min(LONGEST_TTL_MICROS, exact));
  }

  /** Most events carry the tags of the one before: then they share one list. */
  private List<String> tagList() {
    boolean same = lastTags.size() == tagCount;
    for (int i = 0; same && i < tagCount; i++) {
      same = lastTags.get(i).equals(tags[i]);
    }
    if (!same) {
      lastTags = List.of(Arrays.copyOf(tags, tagCount));
    }
    return lastTags;
  }
}
