package io.tocsin.stream.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link SequenceSpec}. */
final class SequenceTest {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  /** A step that holds for events whose service has the letter. */
  private static RuleFunction<EventPredicate> has(String letter) {
    return RuleFunction.of(
        (e, now) -> e.getService() != null && e.getService().contains(letter), letter);
  }

  private static SequenceSpec spec(String letters, int maxOpen, String... by) {
    List<RuleFunction<EventPredicate>> steps = new ArrayList<>();
    for (String letter : letters.split("")) {
      steps.add(has(letter));
    }
    return new SequenceSpec(steps, WITHIN, List.of(by), maxOpen);
  }

  private static Event event(String service, long metric) {
    return Event.builder().service(service).metric(metric).build();
  }

  private static Event event(String host, String service) {
    return Event.builder().host(host).service(service).build();
  }

  private static List<List<Long>> metrics(OperatorHarness harness, int branch) {
    return harness.take(branch).stream()
        .map(b -> ((Batch) b).events().stream().map(Event::metricAsLong).toList())
        .toList();
  }

  @Test
  void oneAfterTheOtherIsABatch() {
    OperatorHarness harness = OperatorHarness.of(spec("ABC", 9));

    harness.send(event("B", 0), event("A", 1)).advance(2);
    harness.send(event("C", 2), event("B", 3), event("x", 4)).advance(2).send(event("C", 5));

    assertThat(harness.take(0))
        .containsExactly(
            Batch.of(List.of(event("A", 1), event("B", 3), event("C", 5)), 0, 4_000_000));
    assertThat(harness.advance(100).take(1)).isEmpty();
    assertThat(harness.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"9.999999, 1, 0", "10, 0, 1", "11, 0, 1"})
  void theTimeRunsFromTheFirst(double after, int whole, int missed) {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 9));

    harness.send(event("A", 1)).advance(after).send(event("B", 2));

    assertThat(harness.take(0)).hasSize(whole);
    assertThat(harness.take(1)).hasSize(missed);
  }

  @Test
  void whatWasNotFinishedIsGivenWithItsInterval() {
    OperatorHarness harness = OperatorHarness.of(spec("ABC", 9)).advance(1);

    harness.send(event("A", 1), event("B", 2)).advance(60);

    assertThat(harness.emitted(1))
        .containsExactly(
            new OperatorHarness.Emission(
                Batch.of(List.of(event("A", 1), event("B", 2)), 1_000_000, 11_000_000),
                11_000_000));
  }

  @Test
  void anEventTakesTheOldestOneThatWaitsForIt() {
    OperatorHarness harness = OperatorHarness.of(spec("ABC", 9));

    harness.send(event("A", 1)).advance(1).send(event("A", 2)).advance(1);
    harness.send(event("B", 3), event("B", 4), event("C", 5), event("C", 6));

    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 3L, 5L), List.of(2L, 4L, 6L));
  }

  @Test
  void anEventMayEndOneAndBeginAnother() {
    OperatorHarness harness = OperatorHarness.of(spec("AA", 1));

    harness.send(event("A", 1), event("A", 2), event("A", 3)).advance(10);

    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 2L), List.of(2L, 3L));
    assertThat(metrics(harness, 1)).containsExactly(List.of(3L));
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void anEventDoesNotTakeFurtherWhatItBegins() {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 9));

    harness.send(event("AB", 1)).advance(10);

    assertThat(metrics(harness, 0)).isEmpty();
    assertThat(metrics(harness, 1)).containsExactly(List.of(1L));
  }

  @Test
  void keysAreApart() {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 9, "host"));

    harness.send(event("a", "A"), event("b", "B"), event((String) null, "A"), event("a", "B"));
    harness.send(event((String) null, "B"));

    assertThat(harness.take(0)).hasSize(2);
    assertThat(harness.advance(10).take(1)).isEmpty();
  }

  @Test
  void unfinishedOnesLeaveInTheOrderTheyBegan() {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 9, "host"));

    harness.send(event("A", 1)).advance(1).send(event("a", "A").withMetric(2L), event("A", 3));
    harness.advance(9);
    assertThat(metrics(harness, 1)).containsExactly(List.of(1L));
    harness.advance(1);

    assertThat(metrics(harness, 1)).containsExactly(List.of(2L), List.of(3L));
  }

  @Test
  void oneTooManyIsDroppedAndRoomIsMadeByWhatEnds() {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 2));

    harness.send(event("A", 1), event("A", 2), event("A", 3), event("B", 4), event("A", 5));

    assertThat(harness.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 1));
    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 4L));
    assertThat(metrics(harness.advance(10), 1)).containsExactly(List.of(2L), List.of(5L));
  }

  @Test
  void whatIsOpenWhenItClosesIsCounted() {
    OperatorHarness harness = OperatorHarness.of(spec("ABC", 9));

    harness.send(event("A", 1), event("B", 2), event("A", 3)).close().advance(100);

    assertThat(harness.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 3));
    assertThat(harness.take(1)).isEmpty();
    assertThat(harness.timers()).isZero();
  }

  @Test
  void expiredEventsAndThoseOfAnyTimeAreLikeOthers() {
    OperatorHarness harness = OperatorHarness.of(spec("AB", 9));

    harness.send(
        event("A", 1).withTimeMicros(Long.MAX_VALUE),
        event("B", 2).withState(Event.EXPIRED).withTimeMicros(-1));

    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 2L));
  }

  @Test
  void aStepThatThrowsEndsTheEventAndChangesNothing() {
    RuleFunction<EventPredicate> broken =
        RuleFunction.of(
            (e, now) -> {
              if (e.metricAsLong() == 2) {
                throw new IllegalStateException("boom");
              }
              return e.getService().equals("B");
            },
            "broken");
    OperatorHarness harness =
        OperatorHarness.of(new SequenceSpec(List.of(has("A"), broken), WITHIN, List.of(), 9));

    harness.send(event("A", 1), event("A", 2), event("B", 3)).advance(10);

    assertThat(harness.failures()).hasSize(1);
    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 3L));
    assertThat(metrics(harness, 1)).isEmpty();
  }

  @Test
  void whatGoesInComesOutOrIsCounted() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    OperatorHarness harness = OperatorHarness.of(spec("ABC", 5, "host"));
    int begun = 0;
    for (int i = 0; i < 2_000; i++) {
      String service = String.valueOf((char) ('A' + random.nextInt(4)));
      begun += service.equals("A") ? 1 : 0;
      harness.send(event("h" + random.nextInt(3), service));
      harness.advanceMicros(random.nextInt(2_000_000));
    }
    harness.advance(10);

    int ended = harness.take(0).size() + harness.take(1).size();
    int refused = harness.drops().getOrDefault(DropReason.BUFFER_FULL, 0);
    assertThat(ended + refused).as("seed " + seed).isEqualTo(begun);
    assertThat(harness.timers()).as("seed " + seed).isZero();
  }

  @Test
  void checksItsArguments() {
    assertThatThrownBy(() -> spec("A", 1)).hasMessage("sequence: steps must be 2 to 8, were 1");
    assertThatThrownBy(() -> spec("ABCDEFGHI", 1))
        .hasMessage("sequence: steps must be 2 to 8, were 9");
    assertThat(spec("ABCDEFGH", 1)).isEqualTo(spec("ABCDEFGH", 1));
    assertThatThrownBy(() -> spec("AB", 0)).hasMessageContaining("maxOpen must be at least 1");
    assertThatThrownBy(() -> spec("AB", 1, "")).hasMessage("sequence: field must have a name");
    assertThatThrownBy(
            () -> new SequenceSpec(List.of(has("A"), has("B")), Duration.ZERO, List.of(), 1))
        .hasMessageContaining("sequence: within must be longer than zero");
  }

  @Test
  void withAllAnEventTakesEveryOneFurtherThatWaitsForIt() {
    SequenceSpec one = spec("ABC", 9);
    OperatorHarness harness =
        OperatorHarness.of(new SequenceSpec(one.steps(), WITHIN, List.of(), 9, true));

    harness.send(event("A", 1), event("A", 2), event("B", 3), event("A", 4), event("C", 5));
    harness.send(event("B", 6)).advance(10);

    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 3L, 5L), List.of(2L, 3L, 5L));
    assertThat(metrics(harness, 1)).containsExactly(List.of(4L, 6L));
    assertThat(harness.timers()).isZero();
  }

  @Test
  void withAllAnEventThatHoldsForEveryStepTakesNoneTwoStepsFurther() {
    SequenceSpec one = spec("AA", 9);
    OperatorHarness harness =
        OperatorHarness.of(new SequenceSpec(one.steps(), WITHIN, List.of(), 9, true));

    harness.send(event("A", 1), event("A", 2), event("A", 3)).advance(10);

    assertThat(metrics(harness, 0)).containsExactly(List.of(1L, 2L), List.of(2L, 3L));
    assertThat(metrics(harness, 1)).containsExactly(List.of(3L));
  }

  @Test
  void withAllKeysStayApartTheAbsentOneToo() {
    SequenceSpec one = spec("AB", 9);
    OperatorHarness harness =
        OperatorHarness.of(new SequenceSpec(one.steps(), WITHIN, List.of("host"), 9, true));

    harness.send(
        event("x", "A"), event((String) null, "A"), event("y", "A"), event((String) null, "A"));
    harness.send(event((String) null, "B"), event("z", "B")).advance(10);

    assertThat(harness.take(0)).hasSize(2);
    assertThat(harness.take(1))
        .extracting(b -> ((Batch) b).events().get(0).getHost())
        .containsExactly("x", "y");
  }
}
