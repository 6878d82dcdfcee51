package io.tocsin.stream.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link BySpec}. */
final class ByTest {

  /** Counts its events into the metric; sends a last one when closed; has a timer far ahead. */
  private record CountSpec() implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      context.schedule(context.nowMicros() + 1_000_000_000_000L, due -> {});
      return new Operator<>() {
        private long count;

        @Override
        public void process(Event event) {
          context.emit(event.withMetric(++count));
        }

        @Override
        public void close() {
          context.emit(Event.builder().state("closed").metric(count).build());
        }
      };
    }
  }

  private static OperatorHarness counting(BySpec by) {
    return OperatorHarness.ofTree(
        c -> StageSpec.of(by, StageSpec.of(new CountSpec(), c.collect(0))));
  }

  private static List<Long> counts(OperatorHarness harness) {
    return harness.take().stream().map(item -> ((Event) item).metricAsLong()).toList();
  }

  private static Event event(Map<String, ?> fields) {
    return Event.of(fields);
  }

  static Stream<Arguments> keys() {
    Map<String, ?> a =
        Map.of("host", "a", "service", "s", "state", "ok", "zone", "eu", "metric", 1);
    Map<String, ?> b =
        Map.of("host", "a", "service", "t", "state", "ok", "zone", "us", "metric", 1.0);
    Map<String, ?> none = Map.of();
    List<Map<String, ?>> events = List.of(a, b, none, a, none);
    List<Long> allApart = List.of(1L, 1L, 1L, 2L, 2L);
    List<Long> sameForAAndB = List.of(1L, 2L, 1L, 3L, 2L);
    return Stream.of(
        Arguments.of(BySpec.of("host"), events, sameForAAndB),
        Arguments.of(BySpec.of("state"), events, sameForAAndB),
        Arguments.of(BySpec.of("service"), events, allApart),
        Arguments.of(BySpec.of("metric"), events, allApart),
        Arguments.of(BySpec.of("zone"), events, allApart),
        Arguments.of(BySpec.of("attr:zone"), events, allApart),
        Arguments.of(BySpec.of("attr:host"), events, List.of(1L, 2L, 3L, 4L, 5L)),
        Arguments.of(BySpec.of("tags"), events, List.of(1L, 2L, 3L, 4L, 5L)),
        Arguments.of(BySpec.of("host", "service"), events, allApart),
        Arguments.of(BySpec.of("host", "state"), events, sameForAAndB),
        Arguments.of(BySpec.of("host", "state", "zone"), events, allApart),
        Arguments.of(BySpec.of("host", "state", "description"), events, sameForAAndB));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void givesEachKeyItsOwnChildren(BySpec by, List<Map<String, ?>> events, List<Long> counts) {
    OperatorHarness harness = counting(by);

    events.forEach(fields -> harness.send(event(fields)));

    assertThat(counts(harness)).isEqualTo(counts);
  }

  @Test
  void takesAFunctionAndComparesInterpolatedTextByItsContent() {
    EventFunction function =
        (e, now) -> e.getHost() == null ? null : CharBuffer.wrap(e.getHost() + "!");
    OperatorHarness harness = counting(BySpec.of(RuleFunction.of(function, "host!")));

    harness.send(
        event(Map.of("host", "a")),
        event(Map.of("host", "a")),
        event(Map.of("host", "b")),
        event(Map.of()),
        event(Map.of()));

    assertThat(counts(harness)).containsExactly(1L, 2L, 1L, 1L, 2L);
  }

  @Test
  void expiredEventsAndTimesBackwardsGoToTheirKeysCopy() {
    OperatorHarness harness = counting(BySpec.of("host"));

    harness.send(
        event(Map.of("host", "a", "time", 50)),
        event(Map.of("host", "a", "time", 1)),
        event(Map.of("host", "a", "state", "expired")));

    assertThat(counts(harness)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void closesAnIdleCopyAtItsTtlAndStartsAfresh() {
    OperatorHarness harness = counting(BySpec.of("host").withTtl(Duration.ofSeconds(10)));
    Event a = event(Map.of("host", "a"));

    harness.send(a).advanceMicros(9_999_999).send(a);
    assertThat(counts(harness)).containsExactly(1L, 2L);

    harness.advance(10).send(a);

    List<Object> left = harness.take();
    assertThat(left)
        .containsExactly(Event.builder().state("closed").metric(2L).build(), a.withMetric(1L));
  }

  @Test
  void idleCopiesLeaveNoTimers() {
    OperatorHarness harness = counting(BySpec.of("host").withTtl(Duration.ofSeconds(10)));
    for (int i = 0; i < 20; i++) {
      harness.send(event(Map.of("host", "h" + i)));
    }
    assertThat(harness.timers()).isEqualTo(21);

    harness.advance(10);

    assertThat(harness.timers()).isZero();
  }

  @Test
  void closingClosesEveryCopyAndLeavesNoTimers() {
    OperatorHarness harness = counting(BySpec.of("host"));
    harness.send(
        event(Map.of("host", "a")), event(Map.of("host", "b")), event(Map.of("host", "b")));
    harness.take();

    harness.close();

    assertThat(counts(harness)).containsExactly(1L, 2L);
    assertThat(harness.timers()).isZero();
  }

  @Test
  void dropsEventsOfNewKeysBeyondTheLimitAndKeepsTheOthers() {
    OperatorHarness harness = counting(BySpec.of("host").withMaxKeys(2));

    harness.send(
        event(Map.of("host", "a")),
        event(Map.of("host", "b")),
        event(Map.of("host", "c")),
        event(Map.of()),
        event(Map.of("host", "a")));

    assertThat(counts(harness)).containsExactly(1L, 1L, 2L);
    assertThat(harness.drops()).containsExactly(Map.entry(DropReason.KEY_LIMIT, 2));
  }

  @Test
  void worksInsideAnother() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                StageSpec.of(
                    BySpec.of("host"),
                    StageSpec.of(
                        BySpec.of("service"), StageSpec.of(new CountSpec(), c.collect(0)))));

    harness.send(
        event(Map.of("host", "a", "service", "s")),
        event(Map.of("host", "b", "service", "s")),
        event(Map.of("host", "a", "service", "s")));
    assertThat(counts(harness)).containsExactly(1L, 1L, 2L);

    harness.close();
    assertThat(counts(harness)).containsExactly(2L, 1L);
    assertThat(harness.timers()).isZero();
  }

  @Test
  void refusesArgumentsThatMakeNoSense() {
    RuleFunction<EventFunction> key = RuleFunction.of((e, now) -> 1, "1");
    Duration hour = BySpec.DEFAULT_TTL;

    assertThatThrownBy(() -> BySpec.of()).hasMessage("by: needs either fields or a function");
    assertThatThrownBy(() -> new BySpec(List.of("host"), key, hour, 1))
        .hasMessage("by: needs either fields or a function");
    assertThatThrownBy(() -> BySpec.of("")).hasMessage("by: field must have a name");
    assertThatThrownBy(() -> BySpec.of("host").withTtl(Duration.ZERO))
        .hasMessage("by: ttl must be longer than zero, was PT0S");
    assertThatThrownBy(() -> BySpec.of("host").withMaxKeys(0))
        .hasMessage("by: maxKeys must be at least 1, was 0");
  }
}
