package io.tocsin.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccumulatorTest {

  private static final long SEED = 20261123;

  @ParameterizedTest
  @EnumSource(
      value = StandardFold.class,
      names = {"SUM", "PRODUCT", "MEAN", "STDDEV", "COUNT", "MIN", "MAX", "FIRST", "LAST"})
  void saysAtEachStepWhatTheFoldSaysOfAllEventsSoFar(StandardFold fold) {
    System.out.println("accumulator " + fold + ": seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int run = 0; run < 50; run++) {
      Accumulator accumulator = fold.accumulator();
      List<Event> events = new ArrayList<>();
      assertThat(accumulator.result(7)).isEqualTo(fold.apply(events, 7));
      for (int i = 0; i < 20; i++) {
        Event event = event(random, i);
        events.add(event);
        accumulator.add(event);

        assertThat(accumulator.result(i)).isEqualTo(fold.apply(events, i));
      }
    }
  }

  @Test
  void aFoldThatMustHaveItsEventsTogetherHasNone() {
    assertThat(StandardFold.MEDIAN.accumulator()).isNull();
    assertThat(new Percentile(0.5).accumulator()).isNull();
  }

  @Test
  void aGatheringHoldsEventsUnlessOnlyFoldsFollowThatCanBeKeptUp() {
    assertThat(Gathering.Kind.of(List.of()).holds()).isTrue();
    assertThat(Gathering.Kind.of(List.of(StandardFold.MEAN)).holds()).isFalse();
    assertThat(Gathering.Kind.of(List.of(StandardFold.MEAN, StandardFold.MEDIAN)).holds()).isTrue();
    assertThat(Gathering.Kind.of(Arrays.asList(StandardFold.MEAN, null)).holds()).isTrue();
  }

  @Test
  void aBatchOfAGatheringKnowsItsSizeAndWhatItsFoldsSay() {
    Event first = Event.builder().metric(1L).build();
    Event second = Event.builder().metric(2L).build();
    Gathering.Kind kind =
        Gathering.Kind.of(List.of(StandardFold.MEAN, StandardFold.MAX, StandardFold.MEAN));
    Gathering gathering = new Gathering(kind, 10);
    gathering.add(first);
    gathering.add(second);

    Batch batch = gathering.batch(5, 6);

    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch).hasToString("Batch of 2 from 5 until 6");
    assertThat(Gathering.result(StandardFold.MEAN, batch, 0)).isEqualTo(first.withMetric(1.5));
    assertThat(Gathering.result(StandardFold.MAX, batch, 0)).isEqualTo(second);
    assertThat(Gathering.result(StandardFold.MIN, Batch.of(List.of(second, first), 5, 6), 0))
        .isEqualTo(first);
  }

  private static Event event(SplittableRandom random, int number) {
    var builder = Event.builder().host("h" + number);
    switch (random.nextInt(6)) {
      case 0 -> builder.metric(random.nextLong());
      case 1 -> builder.metric(random.nextDouble() * 100);
      case 2 -> builder.metric(random.nextInt(3));
      case 3 -> builder.metric(Double.POSITIVE_INFINITY);
      case 4 -> builder.metric(random.nextInt(3)).state(Event.EXPIRED);
      default -> builder.state("ok");
    }
    return builder.build();
  }
}
