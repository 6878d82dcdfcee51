package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body of one JSON object a line, each of which is taken or refused for itself and has its line
 * in the answer: Riemann's way. Of several objects on a line each has an answer, too. Used once.
 */
final class EventLines {

  /** As many as a message of another kind may have events. */
  static final int MOST_LINES = WireLimits.DEFAULT.maxEvents();

  private static final Set<String> TYPES =
      Set.of(
          "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl");
  private static final String JSON = "application/json";
  private static final String DONE = "{}";

  /** An event of a line, or what is wrong with the line. */
  private record Line(@Nullable Event event, int number, String problem) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private int unreadable;

  private EventLines() {}

  /**
   * Whether a request means this: unless it says so by its content type, all but an array, and but
   * one JSON object over several lines, which then is no object a line.
   */
  static boolean areMeant(Call call, Body body) {
    String type = call.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    int end = type.indexOf(';');
    type = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (TYPES.contains(type)) {
      return true;
    }
    int first = 0;
    while (first < body.length() && isBlank(body.bytes()[first])) {
      first++;
    }
    if (first == body.length() || body.bytes()[first] == '[') {
      return false;
    }
    boolean put = call.method().equals(HttpMethod.PUT) && !type.equals(JSON);
    return put || body.bytes()[first] != '{' || endsLine(body, first);
  }

  /** Whether an object that begins here seems to end with its line. */
  private static boolean endsLine(Body body, int from) {
    int last = from;
    for (int i = from; i < body.length() && body.bytes()[i] != '\n'; i++) {
      last = isBlank(body.bytes()[i]) ? last : i;
    }
    return body.bytes()[last] == '}';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Reads all lines but empty ones. */
  static EventLines read(EventJsonReader reader, Body body) throws RefusedException {
    EventLines all = new EventLines();
    int from = 0;
    int number = 0;
    for (int i = 0; i <= body.length(); i++) {
      if (i == body.length() || body.bytes()[i] == '\n') {
        all.add(reader, body.bytes(), from, i, ++number);
        from = i + 1;
        if (all.size() > MOST_LINES) {
          throw RefusedException.of(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              "more than " + MOST_LINES + " events; send them in several requests");
        }
      }
    }
    return all;
  }

  private void add(EventJsonReader reader, byte[] bytes, int from, int to, int number) {
    int start = from;
    while (start < to && isBlank(bytes[start])) {
      start++;
    }
    if (start == to) {
      return;
    }
    try {
      for (Event event : reader.readLine(bytes, from, to - from)) {
        lines.add(new Line(event, number, ""));
      }
    } catch (WireException e) {
      unreadable++;
      lines.add(new Line(null, number, "line " + number + ": " + e.getMessage()));
    }
  }

  int size() {
    return lines.size();
  }

  int readable() {
    return lines.size() - unreadable;
  }

  int unreadable() {
    return unreadable;
  }

  String firstProblem() {
    return lines.stream()
        .filter(line -> line.event() == null)
        .map(Line::problem)
        .findFirst()
        .orElse("");
  }

  /** Has each taken, and keeps what is to be answered. */
  EventsEndpoint.Outcome run(Consumer<Event> taker) {
    int failed = 0;
    String first = null;
    for (Line line : lines) {
      if (line.event() == null) {
        answers.add(error(line.problem()));
        continue;
      }
      try {
        taker.accept(line.event());
        answers.add(DONE);
      } catch (RuntimeException e) {
        failed++;
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        first = first == null ? "line " + line.number() + ": " + why : first;
        answers.add(error(why));
      }
    }
    return new EventsEndpoint.Outcome(lines.size(), failed, first);
  }

  private static String error(String text) {
    return EventJson.write(Map.of("error", text));
  }

  /** A line for each. */
  Answer answer() {
    String text = answers.isEmpty() ? "" : String.join("\n", answers) + "\n";
    return Answer.text(HttpResponseStatus.OK, "application/x-ndjson", text);
  }
}
