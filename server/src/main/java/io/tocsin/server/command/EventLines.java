package io.tocsin.server.command;

import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events as lines of text. */
final class EventLines {

  private static final List<String> HEAD =
      List.of("HOST", "SERVICE", "STATE", "METRIC", "TIME", "DESCRIPTION");
  private static final int MAX_WIDTH = 60;

  private EventLines() {}

  static String json(Event event) {
    return EventJson.write(EventJson.of(event));
  }

  /** An event's time, to the millisecond. */
  static String time(Event e) {
    return Instant.ofEpochMilli(e.timeMicrosOr(0) / 1000).toString();
  }

  /** On one line: host, service, state, metric, description, as far as they are there. */
  static String brief(Event e) {
    String metric = text(e.getMetric());
    String line =
        String.join(
            " ",
            java.util.stream.Stream.of(
                    text(e.getHost()),
                    text(e.getService()),
                    text(e.getState()),
                    metric,
                    text(e.getDescription()))
                .filter(part -> !part.isEmpty())
                .toList());
    return line.isEmpty() ? "(an event without fields)" : line;
  }

  static void table(PrintWriter out, List<Event> events) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    events.forEach(e -> rows.add(row(e)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i));
        if (i < widths.length - 1) {
          line.append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
        }
      }
      out.println(line.toString().stripTrailing());
    }
    out.println(events.size() + (events.size() == 1 ? " event" : " events"));
  }

  private static List<String> row(Event e) {
    String time = e.hasTime() ? time(e) : "";
    return List.of(
        text(e.getHost()),
        text(e.getService()),
        text(e.getState()),
        text(e.getMetric()),
        time,
        text(e.getDescription()));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
  }
}
