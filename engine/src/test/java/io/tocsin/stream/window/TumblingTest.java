package io.tocsin.stream.window;

import static io.tocsin.fold.Samples.at;
import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.testkit.OperatorHarness;
import io.tocsin.testkit.OperatorHarness.Emission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link TumblingSpec}. */
final class TumblingTest {

  private final OperatorHarness tens = OperatorHarness.of(new TumblingSpec(ofSeconds(10)));

  /** Metrics of each emitted batch with the moment it left: {@code [1.0, 2.0]@5.0}. */
  static String shown(List<Emission> emissions) {
    return emissions.stream()
        .map(e -> metrics((Batch) e.item()) + "@" + e.atMicros() / 1e6)
        .collect(Collectors.joining(" "));
  }

  static String metrics(Batch batch) {
    return batch.events().stream().map(Event::getMetric).toList().toString();
  }

  /** Moves the clock to each event's time and sends it there. */
  static void play(OperatorHarness harness, double... seconds) {
    for (double time : seconds) {
      long wait = Math.round(time * 1e6) - harness.nowMicros();
      harness.advanceMicros(Math.max(wait, 0)).send(at(time));
    }
  }

  @Test
  void emitsAWindowWithItsBoundsWhenItCloses() {
    play(tens, 12, 19.999999);

    assertThat(tens.advance(60).emitted(0))
        .containsExactly(
            new Emission(
                Batch.of(List.of(at(12), at(19.999999)), 10_000_000, 20_000_000), 21_000_000));
  }

  @Test
  void anErrorBelowLeavesNoWindowOpenForever() {
    boolean[] fails = {true};
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                StageSpec.of(
                    new TumblingSpec(ofSeconds(10)), StageSpec.of(new Fatal(fails), c.collect(0))));
    // The second event opens a window within the lateness of the first.
    play(harness, 5, 10.5);

    assertThatThrownBy(() -> harness.advance(60)).isInstanceOf(OutOfMemoryError.class);
    fails[0] = false;
    harness.advance(60);

    assertThat(harness.emitted(0)).hasSize(1);
    assertThat(harness.timers()).isZero();
  }

  private record Fatal(boolean[] fails) implements OperatorSpec<Object, Object> {
    @Override
    public Operator<Object> create(OperatorContext<Object> context) {
      return item -> {
        if (fails[0]) {
          throw new OutOfMemoryError("made up");
        }
        context.emit(item);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"4096, true, 4096", "4096, false, 64", "65, false, 64", "63, false, 63"})
  void makesRoomForManyEventsInTheNewestWindowOnly(int guess, boolean newest, int room) {
    assertThat(TumblingOperator.room(guess, newest)).isEqualTo(room);
  }

  @ParameterizedTest(name = "an event at {0} closes [0, 10): {1}")
  @CsvSource({"10.0, false", "10.999999, false", "11.0, true", "11.000001, true"})
  void closesWhenAnEventPassesTheEndByTheLateness(double time, boolean closes) {
    tens.advance(8).send(at(5), at(time));

    assertThat(tens.take()).hasSize(closes ? 1 : 0);
  }

  @ParameterizedTest(name = "at {0} the window [0, 10) has closed: {1}")
  @CsvSource({"10.0, false", "10.999999, false", "11.0, true"})
  void closesWhenNowPassesTheEndByTheLateness(double now, boolean closes) {
    tens.send(at(5)).advance(now);

    assertThat(tens.take()).hasSize(closes ? 1 : 0);
  }

  @ParameterizedTest(name = "an event of {0} belongs to the window from {1}")
  @CsvSource({"0, 0", "9.999999, 0", "10, 10", "-0.000001, -10", "-10, -10"})
  void containsItsStartButNotItsEnd(double time, long from) {
    OperatorHarness patient =
        OperatorHarness.of(new TumblingSpec(ofSeconds(10), ofSeconds(60), true, false));

    patient.advance(8).send(at(time)).advance(100);

    Batch window = (Batch) patient.take().get(0);
    assertThat(window.fromMicros()).isEqualTo(from * 1_000_000);
    assertThat(window.untilMicros()).isEqualTo((from + 10) * 1_000_000);
  }

  @ParameterizedTest(name = "lateness {0} s, windows of 10 s, aligned {1}: {2}")
  @CsvSource({
    "0, true, '[0.0]@10.0 [10.0]@20.0 [20.0]@30.0', 1",
    "0, false, '[0.0]@10.0 [10.0]@20.0 [20.0]@30.0', 1",
    "1, true, '[0.0, 9.0]@11.0 [10.0]@21.0 [20.0]@31.0', 0",
  })
  void dropsWhatComesAfterItsWindowClosed(
      long lateness, boolean aligned, String expected, int late) {
    OperatorHarness harness =
        OperatorHarness.of(new TumblingSpec(ofSeconds(10), ofSeconds(lateness), aligned, false));

    play(harness, 0, 10, 9, 20);

    assertThat(shown(harness.advance(60).emitted(0))).isEqualTo(expected);
    assertThat(harness.drops().getOrDefault(DropReason.LATE, 0)).isEqualTo(late);
  }

  @ParameterizedTest(name = "aligned {0}: {1}")
  @CsvSource({
    "true, '[90.0, 119.0]@120.0 [120.0, 125.0]@180.0'",
    "false, '[90.0, 119.0, 120.0, 125.0]@150.0'",
  })
  void alignsToTheEpochOrToTheFirstEvent(boolean aligned, String expected) {
    OperatorHarness minute =
        OperatorHarness.of(new TumblingSpec(ofSeconds(60), ZERO, aligned, false));

    play(minute, 90, 119, 120, 125);

    assertThat(shown(minute.advance(600).emitted(0))).isEqualTo(expected);
  }

  @Test
  void countsUnalignedWindowsBackFromTheFirstEventToo() {
    OperatorHarness harness =
        OperatorHarness.of(new TumblingSpec(ofSeconds(10), ofSeconds(5), false, false));

    harness.advance(103).send(at(103), at(99), at(102.9));
    harness.advance(10).send(at(113)).advance(60);

    assertThat(shown(harness.emitted(0)))
        .isEqualTo("[99.0, 102.9]@108.0 [103.0]@118.0 [113.0]@128.0");
  }

  @Test
  void holdsSeveralWindowsOpenAndEmitsThemInTheOrderOfTime() {
    OperatorHarness seconds =
        OperatorHarness.of(new TumblingSpec(ofSeconds(1), ofSeconds(3), true, false));

    seconds.advance(3).send(at(3), at(1), at(2), at(1.5), at(0.5), at(7));

    assertThat(shown(seconds.emitted(0))).isEqualTo("[0.5]@3.0 [1.0, 1.5]@3.0 [2.0]@3.0 [3.0]@3.0");
    assertThat(seconds.drops()).isEmpty();
  }

  @Test
  void movesTheTimerForwardForAnEarlierWindow() {
    tens.advance(10.5).send(at(10), at(9)).advance(0.5);

    assertThat(shown(tens.emitted(0))).isEqualTo("[9.0]@11.0");
    assertThat(tens.timers()).isEqualTo(1);
  }

  @Test
  void treatsAnEventWithoutTimeOrTooFarAheadAsOfNow() {
    Event none = metric(1);
    Event ahead = at(17.000001);
    Event justAhead = at(17);

    tens.advance(12).send(none, ahead, justAhead).advance(60);

    assertThat(((Batch) tens.take().get(0)).events()).containsExactly(none, ahead, justAhead);
  }

  @Test
  void isNotStalledByAStampInTheFarFuture() {
    tens.send(Event.builder().timeMicros(Long.MAX_VALUE).build(), at(1)).advance(11);

    assertThat(((Batch) tens.take().get(0)).events()).hasSize(2);
    assertThat(tens.drops()).isEmpty();
  }

  @Test
  void dropsAStampInTheFarPast() {
    tens.send(Event.builder().timeMicros(Long.MIN_VALUE + 1).build(), at(-1e9)).advance(60);

    assertThat(tens.take()).isEmpty();
    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.LATE, 2));
    assertThat(tens.timers()).isZero();
  }

  @Test
  void keepsExpiredEventsDuplicatesAndEventsWithoutMetric() {
    Event bare = Event.builder().timeMicros(0).build();

    tens.send(at(1), at(1), expired(at(2)), bare).advance(11);

    assertThat(((Batch) tens.take().get(0)).events())
        .containsExactly(at(1), at(1), expired(at(2)), bare);
  }

  @Test
  void leavesOutEmptyWindowsUnlessAskedForThem() {
    play(tens, 5, 45);

    assertThat(shown(tens.advance(20).emitted(0))).isEqualTo("[5.0]@11.0 [45.0]@51.0");
  }

  @Test
  void refusesMoreEventsThanItsBound() {
    Event event = at(1);
    Event[] full = new Event[TumblingSpec.MAX_EVENTS];
    Arrays.fill(full, event);

    tens.send(full).send(event, at(-20)).advance(11);

    assertThat(((Batch) tens.take().get(0)).events()).hasSize(TumblingSpec.MAX_EVENTS);
    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 1, DropReason.LATE, 1));

    tens.send(at(11)).advance(11);

    assertThat(tens.take()).hasSize(1);
  }

  private static OperatorHarness folded(OperatorSpec<?, ?> window) {
    return OperatorHarness.ofTree(
        collector ->
            StageSpec.of(
                window,
                StageSpec.of(new FoldSpec(StandardFold.COUNT), collector.collect(0)),
                StageSpec.of(new FoldSpec(StandardFold.MAX), collector.collect(0))));
  }

  @Test
  void holdsNoEventsForFoldsAndSoTakesMoreThanItCouldHold() {
    OperatorHarness folded = folded(new TumblingSpec(ofSeconds(10)));
    Event event = at(1);
    Event[] full = new Event[TumblingSpec.MAX_EVENTS];
    Arrays.fill(full, event);

    List<Object> out = folded.send(full).send(event).advance(11).take();

    assertThat(out).containsExactly(event.withMetric(TumblingSpec.MAX_EVENTS + 1L), event);
    assertThat(folded.drops()).isEmpty();
  }

  @Test
  void boundsTheWindowsThatStrayTimesOpenForFolds() {
    OperatorHarness folded =
        folded(new TumblingSpec(Duration.ofNanos(1000), Duration.ofDays(300), true, false));
    Event[] strays = new Event[TumblingSpec.MAX_EVENTS + 1];
    for (int i = 0; i < strays.length; i++) {
      strays[i] = Event.builder().timeMicros(i).metric(1L).build();
    }

    folded.advance(2).send(strays).send(strays[0]);

    assertThat(folded.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 1));
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void countsEveryEventThatAnUnfinishedWindowHadForFolds(OperatorSpec<?, ?> window) {
    OperatorHarness folded = folded(window);

    folded.send(at(1), at(2), at(3)).close();

    assertThat(folded.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 3));
  }

  static List<OperatorSpec<?, ?>> unfinished() {
    return List.of(new TumblingSpec(ofSeconds(10)), new TumblingCountSpec(4));
  }

  @Test
  void keepsWindowsOfDifferentHostsApart() {
    OperatorHarness perHost =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    new PerHostSpec(),
                    StageSpec.of(new TumblingSpec(ofSeconds(10)), collector.collect(0))));

    perHost.advance(7).send(at(7).withHost("a"), at(12).withHost("b"), at(8).withHost("a"));
    perHost.send(at(8).withHost("a").withState("gone"));

    assertThat(perHost.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 2));
    assertThat(perHost.timers()).isEqualTo(1);
    assertThat(shown(perHost.advance(60).emitted(0))).isEqualTo("[12.0]@21.0");
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    tens.send(at(0.5), at(0.9), at(-0.5)).close();

    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 3));
    assertThat(tens.timers()).isZero();
    assertThat(tens.advance(60).take()).isEmpty();
    assertThat(tens.failures()).isEmpty();
  }

  @Test
  void setsOneTimerAWindowAndNoneWhenIdle() {
    tens.send(at(1), at(2), at(3));
    assertThat(tens.timers()).isEqualTo(1);

    assertThat(tens.advance(11).timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, 'tumbling: length must be longer than zero, was PT0S'",
    "PT-1S, PT0S, 'tumbling: length must be longer than zero, was PT-1S'",
    "PT0.000000999S, PT0S, 'tumbling: length must be at least a microsecond, was PT0.000000999S'",
    "P36501D, PT0S, 'tumbling: length must be at most 100 years, was PT876024H'",
    "PT1S, PT-0.1S, 'tumbling: lateness must not be negative, was PT-0.1S'",
    "PT1S, P36501D, 'tumbling: lateness must be at most 100 years, was PT876024H'",
  })
  void refusesLengthsOutOfRange(Duration length, Duration lateness, String message) {
    assertThatThrownBy(() -> new TumblingSpec(length, lateness, true, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void acceptsTheShortestAndTheLongest() {
    OperatorHarness shortest = OperatorHarness.of(new TumblingSpec(Duration.ofNanos(1000)));
    OperatorHarness longest =
        OperatorHarness.of(new TumblingSpec(Bounds.LONGEST, Bounds.LONGEST, true, false));

    shortest.send(at(0)).advance(2);
    longest.send(at(0)).advance(3600);

    assertThat(shortest.take()).hasSize(1);
    assertThat(longest.take()).isEmpty();
    assertThat(longest.drops()).isEmpty();
  }

  @Test
  void isEqualByValue() {
    assertThat(new TumblingSpec(ofSeconds(10)))
        .isEqualTo(new TumblingSpec(ofSeconds(10), ofSeconds(1), true, false));
  }
}
