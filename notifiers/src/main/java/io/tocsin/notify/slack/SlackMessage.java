package io.tocsin.notify.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.event.Event;
import io.tocsin.notify.text.Cut;
import io.tocsin.notify.text.EventText;
import io.tocsin.wire.EventJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as Slack's JSON: an attachment for each, with the colour of its state, up to {@link
 * #MOST_EVENTS}; one more sums up the rest. Every text keeps Slack's limits after {@code & < >} are
 * escaped, and is marked as verbatim, so that nothing an event says becomes a mention or a link.
 */
record SlackMessage(String channel, String username) {

  /** Two blocks each stay below Slack's limit of 50 for a message. */
  static final int MOST_EVENTS = 20;

  /** Slack's limit for a text block. */
  static final int LONGEST_TEXT = 3000;

  /** What notifications and old clients show; Slack advises less than its limit of 40 000. */
  private static final int LONGEST_FALLBACK = 1000;

  private static final int LONGEST_HEADLINE = 500;
  private static final int LONGEST_DETAIL = 500;
  private static final String GREY = "#9e9e9e";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  String of(List<Event> events) {
    ObjectNode message = NODES.objectNode();
    message.put("text", escaped(EventText.headline(events), LONGEST_FALLBACK));
    // As verbatim does in blocks: what looks like an address or a name stays text.
    message.put("parse", "none").put("link_names", false);
    putUnlessEmpty(message, "channel", channel);
    putUnlessEmpty(message, "username", username);
    ArrayNode attachments = message.putArray("attachments");
    for (Event event : events.subList(0, Math.min(MOST_EVENTS, events.size()))) {
      attachments.add(attachment(event));
    }
    if (events.size() > MOST_EVENTS) {
      List<Event> rest = events.subList(MOST_EVENTS, events.size());
      String sum = "and " + rest.size() + " more: " + EventText.states(rest);
      ObjectNode more = attachments.addObject().put("color", GREY);
      section(more.putArray("blocks"), escaped(sum, LONGEST_TEXT));
    }
    return EventJson.write(message);
  }

  static String colour(@Nullable String state) {
    if (state == null || state.equals(Event.EXPIRED)) {
      return GREY;
    }
    return switch (state) {
      case "ok" -> "good";
      case "critical" -> "danger";
      default -> "warning";
    };
  }

  private static ObjectNode attachment(Event event) {
    ObjectNode attachment = NODES.objectNode().put("color", colour(event.getState()));
    Map<String, String> details = EventText.details(event);
    StringBuilder text =
        new StringBuilder("*").append(escaped(EventText.headline(event), LONGEST_HEADLINE));
    text.append('*');
    String description = event.getDescription() == null ? null : details.remove("description");
    if (description != null) {
      text.append('\n').append(escaped(description, LONGEST_TEXT - text.length() - 1));
    }
    ArrayNode blocks = attachment.putArray("blocks");
    section(blocks, text.toString());
    if (!details.isEmpty()) {
      context(blocks, details);
    }
    return attachment;
  }

  private static void section(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "section").set("text", markdown(text));
  }

  private static void context(ArrayNode blocks, Map<String, String> details) {
    StringBuilder text = new StringBuilder();
    details.forEach(
        (name, value) -> {
          String line = name + ": " + Cut.toOneLine(value);
          String detail = escaped(line, LONGEST_DETAIL);
          if (text.length() + detail.length() < LONGEST_TEXT) {
            text.append(text.length() == 0 ? "" : "\n").append(detail);
          }
        });
    blocks.addObject().put("type", "context").putArray("elements").add(markdown(text.toString()));
  }

  private static ObjectNode markdown(String text) {
    return NODES.objectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /**
   * The text with {@code & < >} escaped; when that is longer than {@code most} units, as many whole
   * characters as leave room for an ellipsis.
   *
   * @param most at least 1
   */
  static String escaped(String text, int most) {
    StringBuilder escaped = new StringBuilder();
    int fitting = 0;
    for (int i = 0; i < text.length() && escaped.length() <= most; ) {
      int character = text.codePointAt(i);
      append(escaped, character);
      if (escaped.length() < most) {
        fitting = escaped.length();
      }
      i += Character.charCount(character);
    }
    if (escaped.length() <= most) {
      return escaped.toString();
    }
    escaped.setLength(fitting);
    return escaped.append('…').toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      default -> escaped.appendCodePoint(character);
    }
  }

  private static void putUnlessEmpty(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
