package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events and lists of them for tests. */
public final class Samples {

  private Samples() {}

  /** An event with a metric and nothing else. */
  public static Event metric(@Nullable Number metric) {
    return Event.builder().metric(metric).build();
  }

  /** An event with a time in seconds and a metric of the same seconds. */
  public static Event at(double seconds) {
    return Event.builder().timeMicros(Math.round(seconds * 1e6)).metric(seconds).build();
  }

  /** An event with a service, by which it is told from others, and a metric. */
  public static Event named(String service, @Nullable Number metric) {
    return Event.builder().service(service).metric(metric).build();
  }

  /** The event as expiry makes it: metric and all, but its state. */
  public static Event expired(Event event) {
    return event.withState(Event.EXPIRED);
  }

  /**
   * Events from words such as {@code 1 2.5 - x3}: a whole metric, a floating one, none, an expired
   * event's. The service of each is its place in the list, from 0.
   */
  public static List<Event> list(@Nullable String words) {
    List<Event> events = new ArrayList<>();
    for (String word : words == null ? new String[0] : words.trim().split(" +")) {
      boolean expired = word.startsWith("x");
      Event event = named("" + events.size(), number(expired ? word.substring(1) : word));
      events.add(expired ? expired(event) : event);
    }
    return events;
  }

  /** Null for {@code -}, a Long or a Double. */
  public static @Nullable Number number(String word) {
    if (word.equals("-")) {
      return null;
    }
    return word.matches("-?\\d+") ? (Number) Long.valueOf(word) : (Number) Double.valueOf(word);
  }

  /** A random sequence whose seed is printed, so that a failure can be run again. */
  public static Random random(String what, long seed) {
    System.out.println(what + ": seed " + seed);
    return new Random(seed);
  }
}
