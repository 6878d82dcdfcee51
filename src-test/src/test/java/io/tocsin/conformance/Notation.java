package io.tocsin.conformance;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The short way to write events, moments and batches in conformance data. */
final class Notation {

  private static final double NEAR = 1e-9;
  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*(?:(?<end>!)|~(?<wait>[-+.\\dE]+)|(?<metric>[-+.\\w?]+)(?:@(?<at>[.\\d]+))?(?:\\{(?<fields>[^}]*)})?"
              + "|\\[(?<batch>[^\\]]*)](?:@(?<until>[.\\d]+))?)\\s*");
  private static final Pattern FIELD =
      Pattern.compile("\\s*(\\w+)=(?:\"([^\"]*)\"|([^\\s}]*))\\s*");
  private static final Map<String, String> SHORT =
      Map.of("h", "host", "s", "service", "st", "state", "d", "description", "t", "time");

  /**
   * An item: an event, a wait, a batch, or the end of the rules.
   *
   * @param text as written
   * @param metric as written; null for anything but an event
   * @param at seconds; null when not said
   * @param batch its events; null for anything else
   */
  record Item(
      String text,
      @Nullable String metric,
      @Nullable BigDecimal at,
      Map<String, String> fields,
      @Nullable List<Item> batch) {

    boolean isEnd() {
      return text.equals("!");
    }
  }

  private Notation() {}

  static List<Item> items(String text) {
    List<Item> items = new ArrayList<>();
    Matcher matcher = ITEM.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      items.add(item(matcher));
      end = matcher.end();
    }
    if (end < text.length() && !text.substring(end).isBlank()) {
      throw new IllegalArgumentException("no item at '" + text.substring(end) + "'");
    }
    return items;
  }

  private static Item item(Matcher m) {
    String text = m.group().strip();
    if (m.group("end") != null) {
      return new Item(text, null, null, Map.of(), null);
    }
    if (m.group("wait") != null) {
      return new Item(text, null, new BigDecimal(m.group("wait")), Map.of(), null);
    }
    if (m.group("batch") != null) {
      BigDecimal until = m.group("until") == null ? null : new BigDecimal(m.group("until"));
      return new Item(text, null, until, Map.of(), items(m.group("batch")));
    }
    BigDecimal at = m.group("at") == null ? null : new BigDecimal(m.group("at"));
    return new Item(text, m.group("metric"), at, fields(m.group("fields")), null);
  }

  private static Map<String, String> fields(@Nullable String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (text == null) {
      return fields;
    }
    Matcher matcher = FIELD.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      fields.put(SHORT.getOrDefault(matcher.group(1), matcher.group(1)), value);
      end = matcher.end();
    }
    if (end < text.length()) {
      throw new IllegalArgumentException("no field at '" + text.substring(end) + "'");
    }
    return fields;
  }

  static long micros(BigDecimal seconds) {
    return EventFields.secondsToMicros(seconds);
  }

  /** The event that an item of an input says. */
  static Event event(Item item, long nowMicros) {
    EventBuilder event = Event.builder();
    String metric = Objects.requireNonNull(item.metric());
    if (!metric.equals("-")) {
      event.metric(number(metric));
    }
    if (!item.fields().containsKey("time")) {
      event.timeMicros(nowMicros);
    }
    item.fields().forEach((name, value) -> set(event, name, value));
    return event.build();
  }

  private static void set(EventBuilder event, String name, String value) {
    switch (name) {
      case "host" -> event.host(value);
      case "service" -> event.service(value);
      case "state" -> event.state(value);
      case "description" -> event.description(value);
      case "ttl" -> event.ttlMicros(micros(new BigDecimal(value)));
      case "tags" -> event.tags(List.of(value.split(",")));
      case "time" -> {
        if (!value.equals("none")) {
          event.timeMicros(micros(new BigDecimal(value)));
        }
      }
      default -> event.attribute(name, value);
    }
  }

  private static Number number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return Double.valueOf(text);
    }
  }

  /** What is not as an item of an expected output says; null when all is. */
  static @Nullable String difference(Item wanted, Object got, long atMicros) {
    if (wanted.at() != null && micros(wanted.at()) != atMicros) {
      return "at " + atMicros / 1e6 + " s";
    }
    if (wanted.batch() != null) {
      return got instanceof Batch batch ? inBatch(wanted.batch(), batch) : "no batch";
    }
    return got instanceof Event event ? inEvent(wanted, event) : "a batch";
  }

  private static @Nullable String inBatch(List<Item> wanted, Batch got) {
    if (wanted.size() != got.events().size()) {
      return got.events().size() + " events";
    }
    for (int i = 0; i < wanted.size(); i++) {
      String difference = inEvent(wanted.get(i), got.events().get(i));
      if (difference != null) {
        return "event " + (i + 1) + ": " + difference;
      }
    }
    return null;
  }

  private static @Nullable String inEvent(Item wanted, Event got) {
    String metric = Objects.requireNonNull(wanted.metric());
    if (!metric.equals("?") && !sameMetric(metric, got)) {
      return "metric " + got.getMetric();
    }
    for (Map.Entry<String, String> field : wanted.fields().entrySet()) {
      String value = text(got, field.getKey());
      if (!field.getValue().equals(value) && !sameNumber(field.getValue(), value)) {
        return field.getKey() + " '" + value + "'";
      }
    }
    return null;
  }

  private static boolean sameMetric(String wanted, Event got) {
    if (wanted.equals("-")) {
      return !got.hasMetric();
    }
    if (!got.hasMetric()) {
      return false;
    }
    double number = number(wanted).doubleValue();
    double metric = got.metricOrNaN();
    return number == metric || Math.abs(number - metric) <= NEAR * Math.max(1, Math.abs(number));
  }

  private static boolean sameNumber(String wanted, String got) {
    try {
      return new BigDecimal(wanted).compareTo(new BigDecimal(got)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A field as a text; empty when it is absent. */
  private static String text(Event event, String name) {
    return switch (name) {
      case "host" -> Objects.requireNonNullElse(event.getHost(), "");
      case "service" -> Objects.requireNonNullElse(event.getService(), "");
      case "state" -> Objects.requireNonNullElse(event.getState(), "");
      case "description" -> Objects.requireNonNullElse(event.getDescription(), "");
      case "ttl" -> event.hasTtl() ? seconds(event.ttlMicrosOr(0)) : "";
      case "time" -> event.hasTime() ? seconds(event.timeMicrosOr(0)) : "none";
      case "tags" -> String.join(",", event.getTags());
      default -> event.getAttributes().getOrDefault(name, "");
    };
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
  }
}
