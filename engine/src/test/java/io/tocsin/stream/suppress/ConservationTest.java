package io.tocsin.stream.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Under random input no event is lost in silence, doubled, or overtaken by another. */
final class ConservationTest {

  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final int EVENTS = 5_000;

  static Stream<OperatorSpec<?, ?>> operators() {
    return Stream.of(
        new ThrottleSpec(3, LENGTH),
        new RollupSpec(1, LENGTH),
        new RollupSpec(3, LENGTH),
        new BatchSpec(1, LENGTH),
        new BatchSpec(4, LENGTH),
        new StableSpec(LENGTH, Timeline.STATE));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void everyEventLeavesOnceInOrderOrIsCounted(OperatorSpec<?, ?> spec) {
    long seed = 7_919;
    System.out.println(spec + " seed " + seed);
    Random random = new Random(seed);
    OperatorHarness harness = OperatorHarness.of(spec);
    for (int i = 0; i < EVENTS; i++) {
      harness.advanceMicros(gap(random)).send(event(random, i, harness.nowMicros()));
    }
    harness.close();

    List<Long> numbers = new ArrayList<>();
    for (Object item : harness.take()) {
      List<Event> events = item instanceof Batch b ? b.events() : List.of((Event) item);
      assertThat(events).isNotEmpty();
      events.forEach(e -> numbers.add(e.metricAsLong()));
    }
    int dropped = harness.drops().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().isNotEmpty();
    assertThat(numbers.size() + dropped).isEqualTo(EVENTS);
    assertThat(harness.timers()).isZero();
    assertThat(harness.failures()).isEmpty();
  }

  /** Mostly short, on whole boundaries often, at times long enough to end a run. */
  private static long gap(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> 5_000_000;
      case 1 -> random.nextInt(20_000_000);
      case 2, 3, 4 -> 0;
      default -> random.nextInt(3) * 1_000_000L;
    };
  }

  private static Event event(Random random, int number, long now) {
    var event = Event.builder().metric((long) number).state("s" + random.nextInt(20) / 19);
    if (random.nextBoolean()) {
      event.timeMicros(now + random.nextInt(40_000_000) - 20_000_000);
    }
    return event.build();
  }
}
