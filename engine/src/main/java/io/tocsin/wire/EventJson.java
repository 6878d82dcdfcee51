package io.tocsin.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON objects with Riemann's field names.
 *
 * <p>Absent fields and empty tags are left out. {@code time} is ISO 8601 in UTC, to the microsecond
 * where it has them; {@code ttl} is in seconds. Attributes stand beside the fields under their own
 * names; one that is called like a field, or begins with {@code attr:}, is called {@code attr:} and
 * its name. An infinite metric is the text {@code Infinity} or {@code -Infinity}, since JSON has no
 * such number. Half a surrogate pair becomes a question mark when the text is encoded. {@link
 * EventJsonReader} reads it back.
 */
public final class EventJson {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EventJson() {}

  /** An event as a new object. */
  public static ObjectNode of(Event event) {
    ObjectNode json = NODES.objectNode();
    put(json, "host", event.getHost());
    put(json, "service", event.getService());
    put(json, "state", event.getState());
    put(json, "description", event.getDescription());
    putMetric(json, event);
    if (event.hasTime()) {
      json.put("time", time(event.timeMicrosOr(0)));
    }
    if (event.hasTtl()) {
      putSeconds(json, event.ttlMicrosOr(0));
    }
    if (!event.getTags().isEmpty()) {
      ArrayNode tags = json.putArray("tags");
      event.getTags().forEach(tags::add);
    }
    event.getAttributes().forEach((name, value) -> json.put(key(name), value));
    return json;
  }

  private static String key(String attribute) {
    boolean ambiguous =
        EventFields.isField(attribute) || attribute.startsWith(EventFields.ATTRIBUTE_PREFIX);
    return ambiguous ? EventFields.ATTRIBUTE_PREFIX + attribute : attribute;
  }

  /** Events as a new array, in their order. */
  public static ArrayNode of(List<Event> events) {
    ArrayNode array = NODES.arrayNode();
    events.forEach(event -> array.add(of(event)));
    return array;
  }

  /** A document as text, on one line. */
  public static String write(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON: " + e.getOriginalMessage());
    }
  }

  /** A text as it stands inside a JSON string, without the quotes around it. */
  public static String escaped(String text) {
    String quoted = write(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** A moment in ISO 8601, in UTC. */
  public static String time(long epochMicros) {
    return Instant.ofEpochSecond(
            Math.floorDiv(epochMicros, 1_000_000L), Math.floorMod(epochMicros, 1_000_000L) * 1000L)
        .toString();
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void putMetric(ObjectNode json, Event event) {
    if (event.hasLongMetric()) {
      json.put("metric", event.metricAsLong());
    } else if (event.hasMetric()) {
      double metric = event.metricOrNaN();
      if (Double.isInfinite(metric)) {
        json.put("metric", metric > 0 ? "Infinity" : "-Infinity");
      } else {
        json.put("metric", metric);
      }
    }
  }

  private static void putSeconds(ObjectNode json, long micros) {
    if (micros % 1_000_000 == 0) {
      json.put("ttl", micros / 1_000_000);
    } else {
      json.put("ttl", micros / 1e6);
    }
  }
}
