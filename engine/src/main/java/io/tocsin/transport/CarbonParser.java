package io.tocsin.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.wire.AttributeCollector;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads carbon's lines, {@code path value timestamp}, into events. Confined to one thread.
 *
 * <p>The path is the service. Tags of a tagged path, {@code path;name=value}, are attributes, where
 * those named as fields go by the rule of {@link AttributeCollector}. A value written as a whole
 * number stays whole as far as a long reaches. The timestamp is in seconds, with or without a
 * fraction; -1 means now, and any other that is negative or does not fit is counted and means now
 * too. There are exactly three fields with spaces or tabs between them; a carriage return at the
 * end does not count. NaN and infinite values are refused.
 */
final class CarbonParser {

  private static final int MAX_NUMBER = 64;
  private static final int MAX_TAGS = 256;
  private static final double MAX_SECONDS = 9e12;

  private final LongAdder absurdTimes;
  private final AttributeCollector attributes = new AttributeCollector();
  private String refusal = "";

  CarbonParser(LongAdder absurdTimes) {
    this.absurdTimes = absurdTimes;
  }

  /** The event of a line without its line feed; null when it is refused. */
  @Nullable Event parse(byte[] line, int from, int to) {
    int pathStart = skipBlank(line, from, to);
    int pathEnd = skipText(line, pathStart, to);
    int valueStart = skipBlank(line, pathEnd, to);
    int valueEnd = skipText(line, valueStart, to);
    int timeStart = skipBlank(line, valueEnd, to);
    int timeEnd = skipText(line, timeStart, to);
    if (pathStart == to) {
      return refuse("a blank line");
    }
    if (timeStart == timeEnd || skipBlank(line, timeEnd, to) != to) {
      return refuse("not three fields");
    }
    EventBuilder event = Event.builder();
    if (!value(event, line, valueStart, valueEnd)) {
      return refuse("the value is no finite number");
    }
    if (!time(event, line, timeStart, timeEnd)) {
      return refuse("the timestamp is no number");
    }
    attributes.clear();
    return path(event, new String(line, pathStart, pathEnd - pathStart, UTF_8));
  }

  /** Why the last line was refused. */
  String refusal() {
    return refusal;
  }

  private @Nullable Event refuse(String why) {
    refusal = why;
    return null;
  }

  private @Nullable Event path(EventBuilder event, String path) {
    int end = path.indexOf(';');
    String service = end < 0 ? path : path.substring(0, end);
    if (service.isEmpty()) {
      return refuse("the path is empty");
    }
    event.service(service);
    for (int tags = 0; end >= 0; tags++) {
      int start = end + 1;
      end = path.indexOf(';', start);
      String tag = end < 0 ? path.substring(start) : path.substring(start, end);
      int equals = tag.indexOf('=');
      if (equals < 1 || equals == tag.length() - 1 || tags == MAX_TAGS) {
        return refuse(tags == MAX_TAGS ? "too many tags" : "a tag is not name=value");
      }
      attributes.add(tag.substring(0, equals), tag.substring(equals + 1));
    }
    if (attributes.hasStandIns()) {
      event.host(attributes.standIn("host")).state(attributes.standIn("state"));
      event.description(attributes.standIn("description"));
    }
    attributes.moveTo(event);
    return event.build();
  }

  private static boolean value(EventBuilder event, byte[] line, int from, int to) {
    if (!looksLikeNumber(line, from, to)) {
      return false;
    }
    String text = new String(line, from, to - from, UTF_8);
    if (isWhole(line, from, to)) {
      try {
        event.metric(Long.parseLong(text));
        return true;
      } catch (NumberFormatException e) {
        // More than a long holds: goes on as a double.
      }
    }
    double value = number(text);
    event.metric(value);
    return Double.isFinite(value);
  }

  private boolean time(EventBuilder event, byte[] line, int from, int to) {
    if (!looksLikeNumber(line, from, to)) {
      return false;
    }
    double seconds = number(new String(line, from, to - from, UTF_8));
    if (Double.isNaN(seconds)) {
      return false;
    }
    if (seconds >= 0 && seconds <= MAX_SECONDS) {
      event.timeMicros(Math.round(seconds * 1e6));
    } else if (seconds != -1) {
      absurdTimes.increment();
    }
    return true;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Digits, signs, point and exponent only: Java's own reading allows more, such as "1d". */
  private static boolean looksLikeNumber(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = line[i];
      boolean fits =
          (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
      if (!fits) {
        return false;
      }
    }
    return to > from && to - from <= MAX_NUMBER;
  }

  private static boolean isWhole(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] == '.' || line[i] == 'e' || line[i] == 'E') {
        return false;
      }
    }
    return true;
  }

  private static int skipBlank(byte[] line, int from, int to) {
    int at = from;
    while (at < to && isBlank(line[at])) {
      at++;
    }
    return at;
  }

  private static int skipText(byte[] line, int from, int to) {
    int at = from;
    while (at < to && !isBlank(line[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
