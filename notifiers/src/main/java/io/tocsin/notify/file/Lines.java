package io.tocsin.notify.file;

import io.tocsin.event.Event;
import io.tocsin.notify.text.Cut;
import io.tocsin.notify.text.EventText;
import io.tocsin.wire.EventJson;
import java.util.List;
import java.util.stream.Collectors;

/** Events as lines, each with its end. */
final class Lines {

  private Lines() {}

  static String json(List<Event> events) {
    StringBuilder lines = new StringBuilder();
    for (Event event : events) {
      lines.append(EventJson.write(EventJson.of(event))).append('\n');
    }
    return lines.toString();
  }

  /** For people: the headline, then everything else as {@code name=value}. */
  static String readable(List<Event> events) {
    StringBuilder lines = new StringBuilder();
    for (Event event : events) {
      String details =
          EventText.details(event).entrySet().stream()
              .map(entry -> " " + entry.getKey() + "=" + Cut.toOneLine(entry.getValue()))
              .collect(Collectors.joining());
      lines.append(EventText.headline(event)).append(details).append('\n');
    }
    return lines.toString();
  }
}
