package io.tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fold.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link CompactEvents}: against the events themselves. */
final class CompactEventsTest {

  private static final long NOW = 1_795_000_000_000_000L;

  private record Held(Event event, long time) {}

  private static Event full() {
    return Event.builder()
        .host("h")
        .service("s")
        .state("ok")
        .description("d")
        .timeMicros(NOW)
        .ttlMicros(5)
        .metric(1.5)
        .tag("a")
        .tag("b")
        .attribute("x", "1")
        .attribute("y", "2")
        .build();
  }

  /** The full event, and others that each differ from it in one thing. */
  static Stream<Event> odd() {
    Event full = full();
    return Stream.of(
        Event.builder().build(),
        full.withHost(null),
        full.withHost("H"),
        full.withService(null),
        full.withService("S"),
        full.withState(null),
        full.withState(Event.EXPIRED),
        full.toBuilder().description(null).build(),
        full.toBuilder().description("D").build(),
        full.toBuilder().ttlMicros(6).build(),
        full.toBuilder().noTtl().build(),
        full.toBuilder().noTime().build(),
        full.toBuilder().noMetric().build(),
        full.toBuilder().tags(List.of()).build(),
        full.toBuilder().tags(List.of("b", "a")).build(),
        full.toBuilder().attribute("y", null).build(),
        full.toBuilder().attribute("y", "3").build(),
        full.toBuilder().attribute("x", null).attribute("x", "1").build(),
        full.withMetric(1),
        full.withMetric(Double.doubleToRawLongBits(1.5)),
        full.withMetric(Long.MIN_VALUE),
        full.withMetric(Long.MAX_VALUE),
        full.withMetric(0.0),
        full.withMetric(-0.0),
        full.withMetric(Double.NaN),
        full.withMetric(Double.POSITIVE_INFINITY),
        full.withMetric(Double.NEGATIVE_INFINITY),
        full.withMetric(Double.MIN_VALUE),
        full.withTimeMicros(0),
        full.withTimeMicros(NOW + (1L << 47) - 1),
        full.withTimeMicros(NOW + (1L << 47)),
        full.withTimeMicros(NOW - (1L << 47)),
        full.withTimeMicros(NOW - (1L << 47) - 1),
        full.withTimeMicros(Long.MAX_VALUE),
        full.withTimeMicros(Long.MIN_VALUE + 1));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void makesAnEventAgainAsItWasThoughAnotherIsNearlyAlike(Event event) {
    CompactEvents events = CompactEvents.none();

    events.add(full());
    events.add(event);
    events.add(full());
    events.add(event);

    assertIs(events, 0, new Held(full(), NOW));
    assertIs(events, 1, new Held(event, event.timeMicrosOr(events.time(1))));
    assertIs(events, 2, new Held(full(), NOW));
    assertIs(events, 3, new Held(event, event.timeMicrosOr(events.time(3))));
  }

  @Test
  void keepsATimeThatIsNotTheEventsOwn() {
    CompactEvents events = CompactEvents.none();
    Event timeless = full().toBuilder().noTime().build();

    events.add(full(), NOW);
    events.add(full(), NOW + 1);
    events.add(timeless, NOW + 2);
    events.add(timeless, Long.MAX_VALUE);

    assertIs(events, 0, new Held(full(), NOW));
    assertIs(events, 1, new Held(full(), NOW + 1));
    assertIs(events, 2, new Held(timeless, NOW + 2));
    assertIs(events, 3, new Held(timeless, Long.MAX_VALUE));
  }

  private static void assertIs(CompactEvents events, long number, Held expected) {
    Event event = events.event(number);
    Event alike = events.alike(number);
    assertThat(events.has(number)).isTrue();
    assertThat(event).isEqualTo(expected.event());
    assertThat(event).hasToString(expected.event().toString());
    assertThat(event.hasExpiredState()).isEqualTo(expected.event().hasExpiredState());
    assertThat(events.withMetric(number, 7)).isEqualTo(expected.event().withMetric(7));
    assertThat(events.withMetric(number, 0.5)).isEqualTo(expected.event().withMetric(0.5));
    assertThat(events.withMetric(number, Double.NaN))
        .isEqualTo(expected.event().withMetric(Double.NaN));
    assertThat(events.time(number)).isEqualTo(expected.time());
    assertThat(events.metricOrNaN(number))
        .isEqualTo(Double.valueOf(expected.event().metricOrNaN()));
    assertThat(events.metricBits(number)).isEqualTo(bits(expected.event()));
    assertThat(unlike(alike)).isEqualTo(unlike(event));
    assertThat(alike.hasTime()).isEqualTo(event.hasTime());
    assertThat(alike.hasMetric()).isEqualTo(event.hasMetric());
    assertThat(alike.hasLongMetric()).isEqualTo(event.hasLongMetric());
  }

  private static Event unlike(Event event) {
    return event.toBuilder().noTime().noMetric().build();
  }

  private static long bits(Event event) {
    Number metric = event.getMetric();
    return metric instanceof Long whole
        ? whole
        : metric == null ? 0 : Double.doubleToRawLongBits(metric.doubleValue());
  }

  private static Event event(Random random, long time, int kinds) {
    int kind = random.nextInt(kinds);
    EventBuilder builder = Event.builder().host("h" + kind % 7).service(new String("s" + kind));
    if (kind % 3 > 0) {
      builder.state(kind % 3 == 1 ? "ok" : Event.EXPIRED);
    }
    if (kind % 5 > 0) {
      builder.description("text " + kind / 5).tag("t" + kind % 4).attribute("k", "" + kind % 2);
    }
    if (kind % 4 > 0) {
      builder.ttlMicros(kind);
    }
    if (random.nextInt(5) > 0) {
      builder.timeMicros(random.nextInt(200) == 0 ? random.nextLong() : time);
    }
    switch (random.nextInt(4)) {
      case 0 -> builder.metric(random.nextLong());
      case 1 -> builder.noMetric();
      default -> builder.metric(random.nextGaussian());
    }
    return builder.build();
  }

  @ParameterizedTest(name = "{0} kinds, up to about {1}, held {2}")
  @CsvSource({
    "1, 40, false",
    "6, 300, false",
    "60, 1000, false",
    "60, 5, false",
    "1000000, 400, false",
    "6, 300, true",
  })
  void holdsWhatCameAndDidNotLeave(int kinds, int most, boolean held) {
    Random random = Samples.random("compact events", 20261123L + kinds + most);
    CompactEvents events = held ? CompactEvents.noneHeld() : CompactEvents.none();
    TreeMap<Long, Held> model = new TreeMap<>();
    int mostNow = most;
    for (int i = 0; i < 20_000; i++) {
      if (i % 1000 == 0) {
        mostNow = random.nextInt(4) == 0 ? most / 10 + 1 : most;
      }
      // At times nearly all are of a kind of their own.
      long time = NOW + i;
      Event event = event(random, time, i / 6000 % 2 == 1 ? 1_000_000 : kinds);
      long given = random.nextInt(10) == 0 ? time - random.nextInt(5) : event.timeMicrosOr(time);
      model.put(events.next(), new Held(event, given));
      events.add(event, given);
      while (model.size() > mostNow || random.nextInt(4) == 0 && !model.isEmpty()) {
        leave(random, events, model);
      }
      if (random.nextInt(3000) == 0) {
        events.clear();
        model.clear();
      }
      if (i % 97 == 0) {
        assertSame(events, model);
      }
    }
    assertSame(events, model);
  }

  private static void leave(Random random, CompactEvents events, TreeMap<Long, Held> model) {
    long number = model.firstKey();
    if (random.nextInt(4) == 0) {
      number = model.floorKey(number + random.nextLong(events.next() - number));
    }
    assertIs(events, number, model.remove(number));
    events.remove(number);
  }

  private static void assertSame(CompactEvents events, TreeMap<Long, Held> model) {
    assertThat(events.size()).isEqualTo(model.size());
    assertThat(events.first()).isEqualTo(model.isEmpty() ? events.next() : model.firstKey());
    for (long number = events.first(); number < events.next(); number++) {
      assertThat(events.has(number)).isEqualTo(model.containsKey(number));
    }
    for (Map.Entry<Long, Held> one : model.entrySet()) {
      assertIs(events, one.getKey(), one.getValue());
    }
  }

  @ParameterizedTest(name = "{0} events have room for {1}")
  @CsvSource({"0, 2", "2, 2", "3, 4", "1000, 1024", "1024, 1024", "1025, 2048"})
  void hasRoomForLessThanTwiceAsMany(int count, int room) {
    assertThat(of(count).capacity()).isEqualTo(room);
  }

  @ParameterizedTest(name = "after 1000 and {0}: {1}")
  @CsvSource({"1000, 1024", "256, 1024", "255, 256", "128, 256", "127, 128", "20, 32", "0, 32"})
  void givesRoomBackThatAnIntervalDidNotNeed(int count, int room) {
    CompactEvents events = of(1000);
    events.clear();
    assertThat(events.capacity()).isEqualTo(1024);

    add(events, count);
    events.clear();

    assertThat(events.capacity()).isEqualTo(room);
    add(events, 300);
    assertThat(events.event(299)).isEqualTo(full().withMetric(299));
  }

  @ParameterizedTest(name = "of 1000, {0} left: {1}")
  @CsvSource({"128, 1024", "127, 256", "32, 256", "31, 64"})
  void givesRoomBackWhenMostHaveLeft(int left, int room) {
    CompactEvents events = of(1000);
    for (int i = 0; i < 1000 - left; i++) {
      events.remove(i);
    }

    assertThat(events.capacity()).isEqualTo(room);
    List<Event> rest = new ArrayList<>();
    for (long number = events.first(); number < events.next(); number++) {
      rest.add(events.event(number));
    }
    assertThat(rest).hasSize(left).endsWith(full().withMetric(999));
  }

  private static CompactEvents of(int count) {
    CompactEvents events = CompactEvents.none();
    add(events, count);
    return events;
  }

  private static void add(CompactEvents events, int count) {
    for (int i = 0; i < count; i++) {
      events.add(full().withMetric(i));
    }
  }
}
