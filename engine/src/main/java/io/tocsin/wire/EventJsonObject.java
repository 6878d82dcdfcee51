package io.tocsin.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.event.Attributes;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the one event whose object a parser has begun. Used once. */
final class EventJsonObject {

  private static final int SHOWN_CHARS = 60;
  private static final long MICROS = 1_000_000;
  private static final long LONGEST_TTL = EventDecoder.LONGEST_TTL_MICROS;
  private static final long LAST_SECOND = Long.MAX_VALUE / MICROS;

  private final WireLimits limits;
  private final JsonFactory json;
  private final JsonParser parser;
  private final EventBuilder event = Event.builder();
  private final Map<String, String> attributes = new LinkedHashMap<>();

  EventJsonObject(WireLimits limits, JsonFactory json, JsonParser parser) {
    this.limits = limits;
    this.json = json;
    this.parser = parser;
  }

  /** Reads up to the object's end. */
  Event read() throws IOException, WireException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      switch (name) {
        case "host" -> event.host(text(name, token, limits.maxNameBytes()));
        case "service" -> event.service(text(name, token, limits.maxNameBytes()));
        case "state" -> event.state(text(name, token, limits.maxNameBytes()));
        case "description" -> event.description(text(name, token, limits.maxTextBytes()));
        case "metric" -> metric(token);
        case "time" -> time(token);
        case "ttl" -> ttl(token);
        case "tags" -> event.tags(tags(token));
        default -> attribute(name, token);
      }
    }
    return event.attributes(Attributes.copyOf(attributes)).build();
  }

  private @Nullable String text(String name, JsonToken token, int maxBytes)
      throws IOException, WireException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(name, "must be a string", token);
    }
    return bounded(name, parser.getText(), maxBytes);
  }

  private static String bounded(String name, String text, int maxBytes) throws WireException {
    if (isLonger(text, maxBytes)) {
      throw new WireException(show(name) + ": longer than the limit of " + maxBytes + " bytes");
    }
    return text;
  }

  private void metric(JsonToken token) throws IOException, WireException {
    if (token == JsonToken.VALUE_NULL) {
      event.noMetric();
    } else if (token == JsonToken.VALUE_NUMBER_INT && fitsLong()) {
      event.metric(parser.getLongValue());
    } else if (token.isNumeric()) {
      double value = parser.getDoubleValue();
      if (Double.isInfinite(value)) {
        throw new WireException("metric: " + show(parser.getText()) + " is beyond every double");
      }
      event.metric(value);
    } else if (token == JsonToken.VALUE_STRING) {
      noNumber(parser.getText());
    } else {
      throw wrong("metric", "must be a number", token);
    }
  }

  /** What JSON has no numbers for stands there as text, as many writers of JSON have it. */
  private void noNumber(String text) throws WireException {
    switch (text) {
      case "Infinity" -> event.metric(Double.POSITIVE_INFINITY);
      case "-Infinity" -> event.metric(Double.NEGATIVE_INFINITY);
      case "NaN" -> event.noMetric();
      default -> throw wrong("metric", "must be a number", JsonToken.VALUE_STRING);
    }
  }

  private boolean fitsLong() throws IOException {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  private void time(JsonToken token) throws IOException, WireException {
    if (token == JsonToken.VALUE_NULL) {
      event.noTime();
    } else if (token == JsonToken.VALUE_STRING) {
      event.timeMicros(isoMicros(parser.getText()));
    } else if (token.isNumeric()) {
      double about = parser.getDoubleValue();
      if (about < 0 || about > LAST_SECOND) {
        throw outOfRange(parser.getText());
      }
      event.timeMicros(micros(about));
    } else {
      throw wrong("time", "must be an ISO 8601 string or a number of seconds", token);
    }
  }

  private long isoMicros(String text) throws WireException {
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new WireException(
          "time: '"
              + show(text)
              + "' is not ISO 8601 with an offset; write 2024-05-01T12:00:00.5Z, or seconds since"
              + " 1970 as a number",
          e);
    }
    long seconds = time.getEpochSecond();
    long micros = time.getNano() / 1000;
    boolean isLast = seconds == LAST_SECOND && micros <= Long.MAX_VALUE % MICROS;
    if (seconds < 0 || (seconds >= LAST_SECOND && !isLast)) {
      throw outOfRange(text);
    }
    return seconds * MICROS + micros;
  }

  private static WireException outOfRange(String text) {
    return new WireException("time: " + show(text) + " is not between 1970 and the year 294247");
  }

  private void ttl(JsonToken token) throws IOException, WireException {
    if (token == JsonToken.VALUE_NULL) {
      event.noTtl();
    } else if (token.isNumeric()) {
      double about = parser.getDoubleValue();
      // Longer than that never passes anyway; the wire is read the same way.
      boolean fits = Math.abs(about) < LONGEST_TTL / 1e6;
      event.ttlMicros(fits ? micros(about) : (long) Math.signum(about) * LONGEST_TTL);
    } else {
      throw wrong("ttl", "must be a number of seconds", token);
    }
  }

  /** The number at hand, exactly; {@code about} tells apart what is too small to look at. */
  private long micros(double about) throws IOException {
    return Math.abs(about) < 1e-6 ? 0 : EventFields.secondsToMicros(parser.getDecimalValue());
  }

  private List<String> tags(JsonToken token) throws IOException, WireException {
    if (token == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (token != JsonToken.START_ARRAY) {
      throw wrong("tags", "must be an array of strings", token);
    }
    List<String> tags = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (tags.size() == limits.maxTags()) {
        throw new WireException("tags: more than " + limits.maxTags());
      }
      String element = "tags: element " + (tags.size() + 1);
      if (t != JsonToken.VALUE_STRING) {
        throw wrong(element, "must be a string", t);
      }
      tags.add(bounded(element, parser.getText(), limits.maxNameBytes()));
    }
    return tags;
  }

  private void attribute(String key, JsonToken token) throws IOException, WireException {
    String name =
        key.startsWith(EventFields.ATTRIBUTE_PREFIX)
            ? key.substring(EventFields.ATTRIBUTE_PREFIX.length())
            : key;
    if (isLonger(name, limits.maxNameBytes())) {
      throw new WireException(
          show(name) + ": a name longer than the limit of " + limits.maxNameBytes() + " bytes");
    }
    if (token == JsonToken.VALUE_NULL) {
      attributes.remove(name);
      return;
    }
    String value = token.isScalarValue() ? parser.getText() : structure();
    attributes.put(name, bounded(name, value, limits.maxTextBytes()));
    if (attributes.size() > limits.maxAttributes()) {
      throw new WireException("more than " + limits.maxAttributes() + " attributes");
    }
  }

  private String structure() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(text)) {
      generator.copyCurrentStructureExact(parser);
    }
    return text.toString();
  }

  private static WireException wrong(String name, String wanted, JsonToken token) {
    return new WireException(name + ": " + wanted + ", was " + kind(token));
  }

  /** What a token is, in words. */
  static String kind(@Nullable JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  private static String show(String text) {
    return EventJsonReader.shown(text, SHOWN_CHARS);
  }

  /** Whether a text is more than so many bytes in UTF-8; half a surrogate pair counts as three. */
  private static boolean isLonger(String text, int maxBytes) {
    if (text.length() <= maxBytes / 3) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        bytes += pair ? 4 : 3;
        i += pair ? 1 : 0;
      } else {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return bytes > maxBytes;
  }
}
