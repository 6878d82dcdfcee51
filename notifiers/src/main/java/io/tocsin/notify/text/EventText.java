package io.tocsin.notify.text;

import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events in words, for people. Bounded: long values are cut, many events are summed up. */
public final class EventText {

  /** Names listed before they are only counted. */
  private static final int NAMES = 4;

  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_VALUE = 10_000;

  private EventText() {}

  /** {@code host service state (metric)} of one event, as far as present, on one line. */
  public static String headline(Event event) {
    List<String> words = new ArrayList<>();
    add(words, event.getHost());
    add(words, event.getService());
    add(words, event.getState());
    if (event.hasMetric()) {
      words.add("(" + PlainNumber.ofMetric(event) + ")");
    }
    return words.isEmpty() ? "event" : Cut.toOneLine(String.join(" ", words));
  }

  /**
   * A message on one line: the headline of a single event, otherwise services, hosts and how many
   * events of each state: {@code cpu, disk on web1, web2: 2 critical, 1 ok}.
   */
  public static String headline(List<Event> events) {
    if (events.size() == 1) {
      return headline(events.get(0));
    }
    String services = names(events, Event::getService, "services");
    String hosts = names(events, Event::getHost, "hosts");
    String what = hosts.isEmpty() ? services : (services + " on " + hosts).strip();
    return (what.isEmpty() ? "" : what + ": ") + states(events);
  }

  /** How many events of each state, in the order of appearance: {@code 2 critical, 1 ok}. */
  public static String states(List<Event> events) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Event event : events) {
      String state = event.getState();
      String name = state == null ? "without state" : oneWord(state);
      counts.merge(
          counts.size() < NAMES || counts.containsKey(name) ? name : "others", 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * A message as plain text: a paragraph for each event, up to {@code most}; the rest summed up.
   */
  public static String body(List<Event> events, int most) {
    StringBuilder text = new StringBuilder();
    for (Event event : events.subList(0, Math.min(most, events.size()))) {
      text.append(headline(event)).append('\n');
      details(event).forEach((name, value) -> line(text, name, value));
      text.append('\n');
    }
    if (events.size() > most) {
      List<Event> rest = events.subList(most, events.size());
      text.append("and ").append(rest.size()).append(" more: ").append(states(rest)).append('\n');
    }
    return text.toString();
  }

  /** What a headline does not say, by name: time, description, tags, ttl and the attributes. */
  public static Map<String, String> details(Event event) {
    Map<String, String> details = new LinkedHashMap<>();
    if (event.hasTime()) {
      details.put("time", EventJson.time(event.timeMicrosOr(0)));
    }
    String description = event.getDescription();
    if (description != null && !description.isBlank()) {
      details.put("description", Cut.to(LONGEST_VALUE, description.strip()));
    }
    if (!event.getTags().isEmpty()) {
      details.put("tags", Cut.to(LONGEST_VALUE, String.join(", ", event.getTags())));
    }
    if (event.hasTtl()) {
      details.put("ttl", PlainNumber.of(event.ttlMicrosOr(0) / 1e6) + " s");
    }
    event
        .getAttributes()
        .forEach(
            (name, value) ->
                details.put(
                    Cut.toOneLine(details.containsKey(name) ? "attr:" + name : name),
                    Cut.to(LONGEST_VALUE, value)));
    return details;
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(": ");
    text.append(value.replaceAll("\\R", "\n    ")).append('\n');
  }

  private static void add(List<String> words, @Nullable String word) {
    if (word != null && !word.isBlank()) {
      words.add(Cut.to(LONGEST_VALUE, word));
    }
  }

  private static String names(
      List<Event> events, Function<Event, @Nullable String> field, String plural) {
    Set<String> names = new LinkedHashSet<>();
    for (Event event : events) {
      String name = field.apply(event);
      if (name != null && !name.isBlank()) {
        names.add(oneWord(name));
      }
    }
    return names.size() > NAMES ? names.size() + " " + plural : String.join(", ", names);
  }

  private static String oneWord(String name) {
    return Cut.to(LONGEST_NAME, Cut.toOneLine(name));
  }
}
