package io.tocsin.stream.window;

import static io.tocsin.fold.Samples.at;
import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link SlidingSpec}. */
final class SlidingTest {

  private final OperatorHarness two = OperatorHarness.of(new SlidingSpec(ofSeconds(2)));

  private static String shown(OperatorHarness harness) {
    return harness.take().stream()
        .map(batch -> TumblingTest.metrics((Batch) batch))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "1, then {0}: {1}")
  @CsvSource({
    "2.999999, '[1.0] [1.0, 2.999999]'",
    "3.0, '[1.0] [3.0]'",
    "3.000001, '[1.0] [3.000001]'",
    "1.0, '[1.0] [1.0, 1.0]'",
  })
  void leavesOutAnEventExactlyAsOldAsTheWindowIsLong(double second, String expected) {
    two.advance(1).send(at(1), at(second));

    assertThat(shown(two)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "after 4, one of {0}: late {1}")
  @CsvSource({"2.0, 1", "2.000001, 0", "1.9, 1"})
  void dropsAnArrivalThatIsTooOldAlready(double time, int late) {
    two.send(at(4), at(time));

    assertThat(two.take()).hasSize(2 - late);
    assertThat(two.drops().getOrDefault(DropReason.LATE, 0)).isEqualTo(late);
  }

  @Test
  void keepsTheOrderOfArrivalAndForgetsByTime() {
    two.send(at(3), at(2), at(3.5), at(4), at(4.5));

    assertThat(shown(two))
        .isEqualTo("[3.0] [3.0, 2.0] [3.0, 2.0, 3.5] [3.0, 3.5, 4.0] [3.0, 3.5, 4.0, 4.5]");
  }

  @Test
  void standsForTheTimeUpToTheNewest() {
    two.send(at(3), at(2));

    assertThat(two.take())
        .containsExactly(
            Batch.of(List.of(at(3)), 1_000_001, 3_000_001),
            Batch.of(List.of(at(3), at(2)), 1_000_001, 3_000_001));
  }

  @Test
  void takesAnEventWithoutTimeOrTooFarAheadAsOfNow() {
    two.advance(10).send(metric(1), at(15.000001), at(9));

    assertThat(shown(two)).isEqualTo("[1] [1, 15.000001] [1, 15.000001, 9.0]");
  }

  @Test
  void acceptsAnyStampInThePast() {
    Event ancient = Event.builder().timeMicros(Long.MIN_VALUE + 1).build();

    two.send(ancient, ancient, at(1));

    assertThat(two.take()).extracting(b -> ((Batch) b).events().size()).containsExactly(1, 2, 1);
    assertThat(two.drops()).isEmpty();
  }

  @Test
  void keepsExpiredEventsAndEventsWithoutMetric() {
    Event bare = Event.builder().timeMicros(1).build();

    two.send(expired(at(1)), bare);

    assertThat(((Batch) two.take().get(1)).events()).containsExactly(expired(at(1)), bare);
  }

  @Test
  void growsAndShrinksWithTheWindow() {
    for (int i = 0; i < 500; i++) {
      two.send(at(1));
    }
    assertThat(((Batch) two.take().get(499)).events()).hasSize(500);

    two.advance(2).send(at(4), at(4.5), at(3.9));

    assertThat(shown(two)).isEqualTo("[4.0] [4.0, 4.5] [4.0, 4.5, 3.9]");
  }

  private record BoundedSpec(int limit) implements OperatorSpec<Event, Batch> {
    @Override
    public Operator<Event> create(OperatorContext<Batch> context) {
      return new SlidingOperator(2_000_000, limit, context);
    }
  }

  @Test
  void dropsTheFirstArrivalWhenItIsFull() {
    OperatorHarness bounded = OperatorHarness.of(new BoundedSpec(2));

    bounded.send(at(1), at(0.5), at(1.1), at(1.2), at(2.6));

    assertThat(shown(bounded)).isEqualTo("[1.0] [1.0, 0.5] [0.5, 1.1] [1.1, 1.2] [1.2, 2.6]");
    assertThat(bounded.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 3));
  }

  @Test
  void keepsHostsApartAndSetsNoTimer() {
    OperatorHarness perHost =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    new PerHostSpec(),
                    StageSpec.of(new SlidingSpec(ofSeconds(2)), collector.collect(0))));

    perHost.send(at(1).withHost("a"), at(4).withHost("b"), at(2).withHost("a"));

    assertThat(shown(perHost)).isEqualTo("[1.0] [4.0] [1.0, 2.0]");
    assertThat(perHost.timers()).isZero();
    assertThat(perHost.close().drops()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 'sliding: length must be longer than zero, was PT0S'",
    "PT0.0000001S, 'sliding: length must be at least a microsecond, was PT0.0000001S'",
    "P36501D, 'sliding: length must be at most 100 years, was PT876024H'",
  })
  void refusesLengthsOutOfRange(Duration length, String message) {
    assertThatThrownBy(() -> new SlidingSpec(length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
