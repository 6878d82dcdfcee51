package io.tocsin.stream.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Samples;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows against models of a few lines, on random timelines with the clock moving on. */
final class WindowModelTest {

  private static final int STEPS = 1500;

  private final List<Event> accepted = new ArrayList<>();
  private final List<Batch> expected = new ArrayList<>();
  private int late;

  /** A step of time, and an event about now: late, early, in time, without time or far ahead. */
  private static Event step(Random random, OperatorHarness harness, int number) {
    harness.advanceMicros(random.nextInt(4) == 0 ? random.nextInt(3_000_000) : 0);
    long time = harness.nowMicros() + random.nextInt(8_000_000) - 5_000_000;
    // Whole seconds make the boundaries be hit.
    time = random.nextBoolean() ? time : time / 1_000_000 * 1_000_000;
    return switch (random.nextInt(20)) {
      case 0 -> Event.builder().metric(number).build();
      case 1 -> Event.builder().metric(number).timeMicros(time + 50_000_000).build();
      default -> Event.builder().metric(number).timeMicros(time).build();
    };
  }

  private static long taken(Event event, long now) {
    long time = event.timeMicrosOr(now);
    return time > now + OperatorHarness.MAX_SKEW_MICROS ? now : time;
  }

  @ParameterizedTest(name = "length {0} ms, lateness {1} ms, empty {2}")
  @CsvSource({
    "1000, 1000, false",
    "1000, 0, false",
    "1000, 1000, true",
    "250, 4000, false",
    "250, 4000, true",
    "7000, 500, false",
    "7000, 500, true",
  })
  void tumbling(long lengthMillis, long latenessMillis, boolean empty) {
    Random random = Samples.random("tumbling", 42 + lengthMillis + latenessMillis);
    OperatorHarness harness =
        OperatorHarness.of(
            new TumblingSpec(
                Duration.ofMillis(lengthMillis), Duration.ofMillis(latenessMillis), true, empty));
    long length = lengthMillis * 1000;
    long lateness = latenessMillis * 1000;
    Map<Long, List<Event>> windows = new TreeMap<>();
    long clock = 0;

    for (int i = 0; i < STEPS; i++) {
      Event event = step(random, harness, i);
      long time = taken(event, harness.nowMicros());
      clock = Math.max(clock, Math.max(time, harness.nowMicros()));
      long start = Math.floorDiv(time, length) * length;
      if (start + length + lateness <= clock) {
        late++;
      } else {
        windows.computeIfAbsent(start, s -> new ArrayList<>()).add(event);
      }
      harness.send(event);
    }
    harness.advance(20).close();

    long previous = Long.MIN_VALUE;
    for (Map.Entry<Long, List<Event>> window : windows.entrySet()) {
      for (long s = previous + length; empty && !expected.isEmpty() && s < window.getKey(); ) {
        expected.add(Batch.of(List.of(), s, s + length));
        s += length;
      }
      previous = window.getKey();
      expected.add(Batch.of(window.getValue(), previous, previous + length));
    }
    List<Object> emitted = harness.take();
    assertThat(emitted.subList(0, expected.size())).isEqualTo(expected);
    assertThat(emitted.subList(expected.size(), emitted.size()))
        .allMatch(batch -> empty && ((Batch) batch).events().isEmpty());
    assertThat(harness.drops().getOrDefault(DropReason.LATE, 0)).isEqualTo(late);
    assertThat(harness.timers()).isZero();
    assertThat(harness.failures()).isEmpty();
  }

  @ParameterizedTest(name = "length {0} ms")
  @CsvSource({"1", "1000", "3000", "60000"})
  void sliding(long lengthMillis) {
    Random random = Samples.random("sliding", 43 + lengthMillis);
    OperatorHarness harness = OperatorHarness.of(new SlidingSpec(Duration.ofMillis(lengthMillis)));
    List<Long> times = new ArrayList<>();
    long newest = Long.MIN_VALUE;

    for (int i = 0; i < STEPS; i++) {
      Event event = step(random, harness, i);
      long time = taken(event, harness.nowMicros());
      newest = Math.max(newest, time);
      long from = newest - lengthMillis * 1000;
      if (time <= from) {
        late++;
      } else {
        accepted.add(event);
        times.add(time);
        List<Event> window = new ArrayList<>();
        for (int k = 0; k < times.size(); k++) {
          if (times.get(k) > from) {
            window.add(accepted.get(k));
          }
        }
        expected.add(Batch.of(window, from + 1, newest + 1));
      }
      harness.send(event);
    }

    assertThat(harness.take()).isEqualTo(expected);
    assertThat(harness.drops().getOrDefault(DropReason.LATE, 0)).isEqualTo(late);
  }
}
