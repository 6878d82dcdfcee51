package io.tocsin.notify.email;

import io.tocsin.event.Event;
import io.tocsin.notify.text.EventText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as HTML for mail programs: a table for each, with the colour of its state. Styles are on
 * the elements, since many programs drop style sheets. Every value is escaped.
 */
final class EmailHtml {

  private static final String GREY = "#757575";
  private static final String CELL = "<td style=\"padding:2px 8px;vertical-align:top";

  private EmailHtml() {}

  static String of(List<Event> events, int most) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body>");
    html.append("<div style=\"font-family:sans-serif;font-size:14px\">\n");
    for (Event event : events.subList(0, Math.min(most, events.size()))) {
      append(html, event);
    }
    if (events.size() > most) {
      List<Event> rest = events.subList(most, events.size());
      String sum = "and " + rest.size() + " more: " + EventText.states(rest);
      html.append("<p>").append(escaped(sum)).append("</p>\n");
    }
    return html.append("</div></body></html>\n").toString();
  }

  private static void append(StringBuilder html, Event event) {
    String colour = colour(event.getState());
    html.append("<div style=\"border-left:4px solid ").append(colour);
    html.append(";padding-left:8px;margin-bottom:12px\"><b style=\"color:").append(colour);
    html.append("\">").append(escaped(EventText.headline(event))).append("</b>\n<table>");
    EventText.details(event)
        .forEach(
            (name, value) -> {
              html.append("<tr>").append(CELL).append(";color:").append(GREY).append("\">");
              html.append(escaped(name)).append("</td>").append(CELL);
              html.append(";white-space:pre-wrap\">").append(escaped(value)).append("</td></tr>\n");
            });
    html.append("</table></div>\n");
  }

  static String colour(@Nullable String state) {
    if (state == null || state.equals(Event.EXPIRED)) {
      return GREY;
    }
    return switch (state) {
      case "ok" -> "#2e7d32";
      case "critical" -> "#c62828";
      default -> "#ef6c00";
    };
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
