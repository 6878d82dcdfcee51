package io.tocsin.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window that slides against a list of its events. */
final class SlidingGatheringTest {

  private static final List<Fold> FOLDS =
      List.of(
          StandardFold.SUM,
          StandardFold.MEAN,
          StandardFold.COUNT,
          StandardFold.MIN,
          StandardFold.MAX,
          StandardFold.FIRST,
          StandardFold.LAST);

  private record Timed(Event event, long time) {}

  /** Early, in order, a straggler, or far ahead, so that what follows are stragglers all. */
  private static long time(Random random, long now, int jitter) {
    return random.nextInt(200) == 0
        ? now + 5 * jitter
        : random.nextInt(4) == 0 ? now - random.nextInt(jitter + 1) : now;
  }

  private static Event event(Random random, int number, int hosts) {
    var builder = Event.builder().host("h" + number % hosts);
    switch (random.nextInt(12)) {
      case 0 -> builder.metric(random.nextInt(4));
      case 1 -> builder.metric(-random.nextDouble() * 1e-3);
      case 2 -> builder.metric(random.nextInt(3)).state(Event.EXPIRED);
      case 3 -> builder.state("ok");
      case 4 -> builder.metric(random.nextLong() >> 20);
      default -> builder.metric(random.nextDouble() * 100);
    }
    return builder.build();
  }

  @ParameterizedTest(name = "length {0}, jitter {1}, at most {2}, of {3} hosts, with times {4}")
  @CsvSource({
    "50, 0, 1000, 10000, false",
    "50, 20, 1000, 10000, false",
    "50, 60, 1000, 10000, false",
    "300, 40, 1000, 10000, false",
    "50, 20, 7, 10000, false",
    "50, 20, 1000, 2, false",
    "50, 0, 1000, 1, true",
    "50, 60, 1000, 3, true",
    "300, 40, 1000, 20, true",
    "50, 20, 7, 2, true",
  })
  void saysAtEachStepWhatFoldsSayOfTheEventsInIt(
      int length, int jitter, int most, int hosts, boolean stamped) {
    Random random = Samples.random("sliding gathering", 20261123L + length + jitter);
    Gathering.Kind kind = Gathering.Kind.sliding(List.copyOf(FOLDS));
    SlidingGathering folded = new SlidingGathering(kind);
    SlidingGathering held = new SlidingGathering(Gathering.Kind.HELD);
    List<Timed> model = new ArrayList<>();
    long now = 0;
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < 5000; i++) {
      now += random.nextInt(500) == 0 ? length : random.nextInt(3);
      long time = time(random, now, jitter);
      newest = Math.max(newest, time);
      long horizon = newest - length;
      if (time <= horizon) {
        continue;
      }
      model.removeIf(one -> one.time() <= horizon);
      folded.forget(horizon);
      held.forget(horizon);
      if (model.size() == most) {
        assertThat(folded.removeFirst()).isEqualTo(held.removeFirst());
        model.remove(0);
      }
      Event event = event(random, i, hosts);
      // Now and then the time it counts by is not its own.
      event = stamped && i % 50 > 0 ? event.withTimeMicros(time) : event;
      model.add(new Timed(event, time));
      folded.add(event, time);
      held.add(event, time);

      List<Event> events = model.stream().map(Timed::event).toList();
      assertThat(held.batch(1, 2).events()).isEqualTo(events);
      Batch batch = folded.batch(1, 2);
      assertThat(batch.size()).isEqualTo(events.size());
      for (Fold fold : FOLDS) {
        assertAlike(Gathering.result(fold, batch, i), fold.apply(events, i), fold + " at " + i);
      }
    }
  }

  private static void assertAlike(Event actual, Event expected, String what) {
    if (expected == null || expected.hasLongMetric() || !expected.hasMetric()) {
      assertThat(actual).as(what).isEqualTo(expected);
      return;
    }
    double metric = expected.metricOrNaN();
    assertThat(actual.metricOrNaN())
        .as(what)
        .isCloseTo(metric, within(Math.max(Math.abs(metric) * 1e-12, 1e-9)));
    assertThat(actual.withMetric(0)).as(what).isEqualTo(expected.withMetric(0));
  }

  @Test
  void holdsEventsUnlessAllFoldsCanBeKeptUpAsItSlides() {
    assertThat(Gathering.Kind.sliding(List.copyOf(FOLDS)).holds()).isFalse();
    assertThat(Gathering.Kind.sliding(List.of(StandardFold.PRODUCT)).holds()).isTrue();
    assertThat(Gathering.Kind.sliding(List.of(StandardFold.MEAN, StandardFold.STDDEV)).holds())
        .isTrue();
    assertThat(Gathering.Kind.sliding(List.of(new Percentile(0.5))).holds()).isTrue();
    assertThat(Gathering.Kind.sliding(List.of()).holds()).isTrue();
  }
}
