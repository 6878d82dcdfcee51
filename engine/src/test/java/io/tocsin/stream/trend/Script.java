package io.tocsin.stream.trend;

import static io.tocsin.fold.Samples.number;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Events from words such as {@code 2.5/h@7}: metric ({@code -} for none, {@code x} before it for
 * expired, {@code r} for the tag reset), host (or none), time in seconds (or none).
 */
public final class Script {

  private static final Pattern WORD =
      Pattern.compile("([xr]?)([-0-9.A-Za-z]+)(?:/([a-z0-9]+))?(?:@(-?[0-9.]+))?");

  private Script() {}

  /** The event of one word. */
  public static Event event(String word) {
    Matcher m = WORD.matcher(word);
    if (!m.matches()) {
      throw new IllegalArgumentException(word);
    }
    EventBuilder event = Event.builder().metric(number(m.group(2))).host(m.group(3));
    if (m.group(1).equals("x")) {
      event.state(Event.EXPIRED);
    } else if (m.group(1).equals("r")) {
      event.tags(List.of("reset"));
    }
    if (m.group(4) != null) {
      event.timeMicros(Math.round(Double.parseDouble(m.group(4)) * 1e6));
    }
    return event.build();
  }

  /** Sends the words' events without moving the clock; what left, as metrics. */
  static String metrics(OperatorHarness harness, String words) {
    for (String word : words.split(" +")) {
      harness.send(event(word));
    }
    return harness.take().stream()
        .map(item -> String.valueOf(((Event) item).getMetric()))
        .collect(Collectors.joining(" "));
  }
}
