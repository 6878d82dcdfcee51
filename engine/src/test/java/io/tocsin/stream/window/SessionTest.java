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
import io.tocsin.fold.Samples;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link SessionSpec}. */
final class SessionTest {

  private final OperatorHarness tens = OperatorHarness.of(new SessionSpec(ofSeconds(10)));

  private static double[] seconds(String words) {
    return Arrays.stream(words.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest(name = "sessions of {0} are {1}")
  @CsvSource({
    "0, '[0.0]@11.0'",
    "0 9.999999, '[0.0, 9.999999]@20.999999'",
    "0 10, '[0.0]@11.0 [10.0]@21.0'",
    "0 9 18 27 40, '[0.0, 9.0, 18.0, 27.0]@38.0 [40.0]@51.0'",
    "0 0 0, '[0.0, 0.0, 0.0]@11.0'",
    "5 3, '[5.0, 3.0]@16.0'",
  })
  void goesOnUntilTheSilence(String times, String expected) {
    TumblingTest.play(tens, seconds(times));

    assertThat(TumblingTest.shown(tens.advance(60).emitted(0))).isEqualTo(expected);
    assertThat(tens.drops()).isEmpty();
    assertThat(tens.timers()).isZero();
  }

  @ParameterizedTest(name = "at {0} an event of {1} is late: {2}")
  @CsvSource({
    "30, 19.000001, false",
    "30, 19, true",
    "30, -1, true",
  })
  void dropsWhatIsInNoOpenSessionAndWouldHaveClosed(double now, double time, boolean late) {
    tens.advance(now).send(at(time));

    assertThat(tens.drops().getOrDefault(DropReason.LATE, 0)).isEqualTo(late ? 1 : 0);
  }

  @Test
  void takesALateEventIntoAnOpenSession() {
    tens.advance(10).send(at(10)).advance(9).send(at(19));
    tens.send(at(5)).advance(60);

    assertThat(tens.take())
        .containsExactly(Batch.of(List.of(at(10), at(19), at(5)), 5_000_000, 29_000_000));
  }

  @Test
  void joinsTwoSessionsByAnEventBetweenThem() {
    OperatorHarness patient = OperatorHarness.of(new SessionSpec(ofSeconds(10), ofSeconds(60)));

    patient.advance(50).send(at(0), at(15), at(40), at(7)).advance(100);

    assertThat(TumblingTest.shown(patient.emitted(0)))
        .isEqualTo("[0.0, 15.0, 7.0]@85.0 [40.0]@110.0");
  }

  @Test
  void closesByTheTimeOfALaterEvent() {
    tens.send(at(-6), at(5));

    assertThat(tens.take()).containsExactly(Batch.of(List.of(at(-6)), -6_000_000, 4_000_000));
  }

  @Test
  void isTheSameInWhateverOrderTheEventsCome() {
    Random random = Samples.random("session", 77);
    for (int round = 0; round < 50; round++) {
      OperatorHarness harness = OperatorHarness.of(new SessionSpec(ofSeconds(10), ofSeconds(1000)));
      harness.advance(200);
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        long time = random.nextInt(200);
        times.add(time);
        harness.send(at(time));
      }
      times.sort(null);
      List<List<Long>> expected = new ArrayList<>();
      for (int i = 0; i < times.size(); i++) {
        if (i == 0 || times.get(i) - times.get(i - 1) >= 10) {
          expected.add(new ArrayList<>());
        }
        expected.get(expected.size() - 1).add(times.get(i));
      }

      List<List<Long>> sessions =
          harness.advance(5000).take().stream()
              .map(
                  batch ->
                      ((Batch) batch)
                          .events().stream()
                              .map(e -> e.timeMicrosOr(0) / 1_000_000)
                              .sorted()
                              .collect(Collectors.toList()))
              .collect(Collectors.toList());
      assertThat(sessions).isEqualTo(expected);
    }
  }

  @Test
  void treatsAnEventWithoutTimeOrTooFarAheadAsOfNow() {
    Event ahead = at(1000);

    tens.advance(12).send(metric(1), ahead, at(17)).advance(60);

    assertThat(tens.take())
        .containsExactly(Batch.of(List.of(metric(1), ahead, at(17)), 12_000_000, 27_000_000));
  }

  @Test
  void keepsExpiredEventsDuplicatesAndEventsWithoutMetric() {
    Event bare = Event.builder().timeMicros(0).build();

    tens.send(at(1), at(1), expired(at(2)), bare).advance(60);

    assertThat(((Batch) tens.take().get(0)).events())
        .containsExactly(at(1), at(1), expired(at(2)), bare);
  }

  @Test
  void refusesMoreEventsThanItsBound() {
    Event[] full = new Event[SessionSpec.MAX_EVENTS];
    Arrays.fill(full, at(1));

    tens.send(full).send(at(1)).advance(60);

    assertThat(((Batch) tens.take().get(0)).events()).hasSize(SessionSpec.MAX_EVENTS);
    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 1));
    assertThat(tens.send(at(59)).advance(60).take()).hasSize(1);
  }

  @Test
  void copesWithTheEndsOfTime() {
    tens.send(Event.builder().timeMicros(Long.MIN_VALUE + 1).build(), at(1));
    tens.send(Event.builder().timeMicros(Long.MIN_VALUE + 1).build()).advance(60);

    assertThat(tens.take()).hasSize(1);
    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.LATE, 2));
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    tens.send(at(1), at(2), at(-8.5)).close();

    assertThat(tens.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 3));
    assertThat(tens.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S, 'session: gap must be longer than zero, was PT0S'",
    "PT-1S, PT0S, 'session: gap must be longer than zero, was PT-1S'",
    "P36501D, PT0S, 'session: gap must be at most 100 years, was PT876024H'",
    "PT1S, PT-0.1S, 'session: lateness must not be negative, was PT-0.1S'",
  })
  void refusesLengthsOutOfRange(Duration gap, Duration lateness, String message) {
    assertThatThrownBy(() -> new SessionSpec(gap, lateness))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void acceptsTheLongest() {
    OperatorHarness longest = OperatorHarness.of(new SessionSpec(Bounds.LONGEST, Bounds.LONGEST));
    OperatorHarness strict = OperatorHarness.of(new SessionSpec(ofSeconds(1), ZERO));

    assertThat(longest.send(at(0)).advance(3600).take()).isEmpty();
    assertThat(strict.send(at(0)).advance(1).take()).hasSize(1);
  }
}
