package io.tocsin.bench;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Made-up events without end: ten services on each host, 10,000 events a second of event time, the
 * same ones at every run. One in ten has state {@code warning}, one in thirty {@code critical}.
 * Confined to one thread.
 */
public final class Traffic {

  /** Events in a chunk. */
  public static final int CHUNK = 1000;

  /** From one event to the next. */
  public static final long STEP_MICROS = 100;

  /** When it begins: the start of a day, and of a week. */
  public static final long START_MICROS = 1_767_571_200_000_000L;

  private static final int SERVICES = 10;
  private static final int EVENTS_OF_A_KEY = 4;
  private static final long TTL_MICROS = 60_000_000;
  private static final long SEED = 42;

  private final Event[] ring;
  private final Event[] chunk = new Event[CHUNK];
  private long nowMicros = START_MICROS;
  private int next;

  /**
   * Traffic of so many pairs of host and service.
   *
   * @param keys at least 10; a multiple of 10
   */
  public Traffic(int keys) {
    if (keys < SERVICES || keys % SERVICES != 0) {
      throw new IllegalArgumentException("keys must be a multiple of " + SERVICES + ": " + keys);
    }
    Random random = new Random(SEED);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < keys * EVENTS_OF_A_KEY; i++) {
      events.add(event(i % keys, random.nextDouble()));
    }
    Collections.shuffle(events, random);
    ring = events.toArray(new Event[0]);
  }

  private static Event event(int key, double metric) {
    return Event.builder()
        .host("host" + key / SERVICES)
        .service("service " + key % SERVICES)
        .state(metric > 0.97 ? "critical" : metric > 0.87 ? "warning" : "ok")
        .metric(metric)
        .ttlMicros(TTL_MICROS)
        .tags(key % 2 == 0 ? List.of("prod", "web") : List.of("prod"))
        .attribute("zone", "eu")
        .build();
  }

  /** The next events, each with a time of its own. The array is used again at the next call. */
  public Event[] next() {
    for (int i = 0; i < CHUNK; i++) {
      nowMicros += STEP_MICROS;
      chunk[i] = ring[next].withTimeMicros(nowMicros);
      next = next + 1 == ring.length ? 0 : next + 1;
    }
    return chunk;
  }

  /** One event of each key, at the present moment; moves on to the next step. */
  public List<Event> onceEach() {
    nowMicros += STEP_MICROS;
    List<Event> events = new ArrayList<>();
    for (int key = 0; key < ring.length / EVENTS_OF_A_KEY; key++) {
      events.add(event(key, 0.5).withTimeMicros(nowMicros));
    }
    return events;
  }

  /** The time of the last event given. */
  public long nowMicros() {
    return nowMicros;
  }
}
