package io.tocsin.notify.text;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.wire.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for an event's values: {@code {{host}} is {{state}}}. Immutable; compared by
 * its source.
 *
 * <p>Of a message of several events a field is the first event's. Names: the fields {@code host
 * service state description metric time ttl tags}, {@code attr:x} for an attribute; for the whole
 * message {@code headline}, {@code text}, {@code count}, and {@code events}, its events as a JSON
 * array. Absent values are empty, an absent metric is {@code null}. Values are escaped as the user
 * of the template asks; {@code metric}, {@code count} and {@code events} never are.
 */
public final class TextTemplate {

  private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}", Pattern.DOTALL);
  private static final List<String> MESSAGE_NAMES = List.of("headline", "text", "count", "events");
  private static final int MOST_EVENTS_IN_TEXT = 100;

  private final String source;
  private final List<Piece> pieces;

  /** Text as it stands, or the name of a value. */
  private record Piece(String text, boolean isName) {}

  private TextTemplate(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = pieces;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it names something unknown
   */
  public static TextTemplate parse(String source) {
    List<Piece> pieces = new ArrayList<>();
    Matcher places = PLACE.matcher(source);
    int end = 0;
    while (places.find()) {
      pieces.add(new Piece(source.substring(end, places.start()), false));
      pieces.add(new Piece(known(places.group(1)), true));
      end = places.end();
    }
    pieces.add(new Piece(source.substring(end), false));
    return new TextTemplate(source, List.copyOf(pieces));
  }

  private static String known(String name) {
    boolean attribute =
        name.startsWith(EventFields.ATTRIBUTE_PREFIX)
            && name.length() > EventFields.ATTRIBUTE_PREFIX.length();
    if (attribute || EventFields.isField(name) || MESSAGE_NAMES.contains(name)) {
      return name;
    }
    throw new IllegalArgumentException(
        "template: no value '"
            + Cut.to(40, name)
            + "'; write one of "
            + String.join(", ", EventFields.NAMES)
            + ", attr:NAME, "
            + String.join(", ", MESSAGE_NAMES));
  }

  /**
   * The text for a message.
   *
   * @param events at least one
   * @param escape applied to each value that is free text
   */
  public String render(List<Event> events, UnaryOperator<String> escape) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.isName() ? value(piece.text(), events, escape) : piece.text());
    }
    return text.toString();
  }

  private static String value(String name, List<Event> events, UnaryOperator<String> escape) {
    Event first = events.get(0);
    return switch (name) {
      case "count" -> Integer.toString(events.size());
      case "events" -> EventJson.write(EventJson.of(events));
      case "metric" -> metric(first);
      case "headline" -> escape.apply(EventText.headline(events));
      case "text" -> escape.apply(EventText.body(events, MOST_EVENTS_IN_TEXT));
      case "time" -> first.hasTime() ? EventJson.time(first.timeMicrosOr(0)) : "";
      case "ttl" -> first.hasTtl() ? PlainNumber.of(first.ttlMicrosOr(0) / 1e6) : "";
      case "tags" -> escape.apply(String.join(", ", first.getTags()));
      default -> escape.apply(textOf(EventFields.get(first, name)));
    };
  }

  private static String metric(Event event) {
    boolean isNumber = event.hasMetric() && !Double.isInfinite(event.metricOrNaN());
    return isNumber ? PlainNumber.ofMetric(event) : "null";
  }

  private static String textOf(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextTemplate template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  /** Not the text itself: users put keys of their receivers into templates. */
  @Override
  public String toString() {
    return "template of " + source.length() + " characters";
  }
}
