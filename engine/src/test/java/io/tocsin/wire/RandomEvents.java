package io.tocsin.wire;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import java.util.Random;

/** Events drawn from a seeded source, with extremes more often than chance would have them. */
final class RandomEvents {

  private static final String[] TEXTS = {
    "", "a", "host-1.example", "äöü", "\u20ac 5", "\ud83d\udd14 bell", "\u0000", "x".repeat(300)
  };
  private static final long[] LONGS = {
    0, 1, -1, 127, 128, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, 42
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1.5,
    -2.25,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    1 / 3.0,
    1e-40,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  // Seconds that a float holds exactly, so that a round trip gives back the same.
  private static final long[] TTLS = {
    0, 1_000_000, -1_000_000, 60_000_000, 250_000, 3_600_000_000L
  };
  private static final long[] TIMES = {
    0, 1, 999_999, 1_000_000, 1_764_000_000_123_456L, Long.MAX_VALUE
  };

  private RandomEvents() {}

  /** An event with every field set. */
  static Event full() {
    return Event.builder()
        .host("h")
        .service("s")
        .state("ok")
        .description("d")
        .timeMicros(1_764_000_000_123_456L)
        .ttlMicros(60_000_000)
        .tag("a")
        .tag("b")
        .attribute("k", "v")
        .metric(1.5)
        .build();
  }

  static Event next(Random random) {
    EventBuilder event = Event.builder();
    if (random.nextBoolean()) {
      event.host(text(random));
    }
    if (random.nextBoolean()) {
      event.service(text(random));
    }
    if (random.nextBoolean()) {
      event.state(text(random));
    }
    if (random.nextBoolean()) {
      event.description(text(random));
    }
    if (random.nextBoolean()) {
      event.timeMicros(TIMES[random.nextInt(TIMES.length)]);
    }
    if (random.nextBoolean()) {
      event.ttlMicros(TTLS[random.nextInt(TTLS.length)]);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      event.tag(text(random));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      event.attribute("k" + random.nextInt(5), text(random));
    }
    switch (random.nextInt(5)) {
      case 0 -> event.metric(LONGS[random.nextInt(LONGS.length)]);
      case 1 -> event.metric(DOUBLES[random.nextInt(DOUBLES.length)]);
      case 2 -> event.metric(random.nextLong());
      case 3 -> event.metric(Double.longBitsToDouble(random.nextLong()));
      default -> event.noMetric();
    }
    return event.build();
  }

  private static String text(Random random) {
    return random.nextInt(4) == 0
        ? "t" + random.nextInt(100_000)
        : TEXTS[random.nextInt(TEXTS.length)];
  }
}
