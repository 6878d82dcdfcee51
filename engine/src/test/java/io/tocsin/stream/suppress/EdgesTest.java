package io.tocsin.stream.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ChangedSpec}, {@link ChangedStateSpec} and {@link RunsSpec}. */
final class EdgesTest {

  private static final RuleFunction<EventFunction> METRIC =
      RuleFunction.of((event, now) -> event.getMetric(), "metric");

  private static Event metric(Number value) {
    return Event.builder().metric(value).build();
  }

  @ParameterizedTest
  @CsvSource({
    ", false, a1@0 a2@1 b3@2 b4@3 a5@4, a1@0 b3@2 a5@4",
    "a, false, a1@0 a2@1 b3@2, b3@2",
    // A first event without the value is no change when there is no init.
    ", false, 1@0 2@1 a3@2 4@3 5@4, a3@2 4@3",
    "a, false, 1@0 2@1, 1@0",
    // Expired is a value like any other; times do not matter.
    ", false, a1@0t9 a2@1t3 <3@2 <4@3 a5@4t-9, a1@0 <3@2 a5@4",
    // The one before is the last to arrive, not the last to pass.
    ", true, a1@0 a2@1 b3@2 a4@3, [a1]@0 [a2 b3]@2 [b3 a4]@3",
    "a, true, a1@0 b2@1, [a1 b2]@1",
    "a, true, b1@0, [b1]@0",
  })
  void changedPassesWhatDiffersFromTheOneBefore(String init, boolean pairs, String in, String out) {
    Timeline changed = new Timeline(new ChangedSpec(Timeline.STATE, init, pairs)).play(in);

    assertThat(changed.left()).isEqualTo(out);
    assertThat(changed.harness.drops()).isEmpty();
  }

  @Test
  void changedComparesAnInitOfAnyKindOfNumberWithAMetric() {
    OperatorHarness zero = OperatorHarness.of(new ChangedSpec(METRIC, 0, false));

    zero.send(metric(0), metric(0L), metric(0.0), metric(0.0), metric(null));

    assertThat(zero.take()).containsExactly(metric(0.0), metric(null));
    assertThat(new ChangedSpec(METRIC, 0, false)).isEqualTo(new ChangedSpec(METRIC, 0L, false));
  }

  @Test
  void aFunctionThatThrowsChangesNothing() {
    EventFunction failing =
        (event, now) -> {
          if (!event.hasMetric()) {
            throw new IllegalStateException("no metric");
          }
          return event.getMetric();
        };
    OperatorHarness changed =
        OperatorHarness.of(new ChangedSpec(RuleFunction.of(failing, "metric"), null, false));

    changed.send(metric(1), metric(null), metric(1), metric(2));

    assertThat(changed.take()).containsExactly(metric(1), metric(2));
    assertThat(changed.failures()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, a1@0 b2@1 3@2, a1@0 b2@1 3@2",
    "2, a1@0 a2@1 a3@2 b4@3 b5@4 a6@5, a2@1 a3@2 b5@4",
    "3, a1@0 a2@1 b3@2 a4@3 a5@4 a6@5 a7@6, a6@5 a7@6",
    "2, 1@0 2@1 a3@2 4@3 5@4, 2@1 5@4",
    "2, <1@0t9 <2@1t3 a3@2 a4@2t-1, <2@1 a4@2",
  })
  void runsPassesTheLastOfEqualOnes(int length, String in, String out) {
    Timeline runs = new Timeline(new RunsSpec(length, Timeline.STATE)).play(in);

    assertThat(runs.left()).isEqualTo(out);
    assertThat(runs.harness.drops()).isEmpty();
  }

  @Test
  void runsInsideByCountsEachKeyByItself() {
    Timeline runs = Timeline.byHost(new RunsSpec(2, Timeline.STATE));

    assertThat(runs.play("a1/x@0 a2/y@1 a3/x@2 b4/y@3 b5/y@4").left()).isEqualTo("a3@2 b5@4");
  }

  private static Timeline changedState(ChangedStateSpec spec) {
    return new Timeline(OperatorHarness.ofTree(c -> StageSpec.of(spec, c.collect(0))));
  }

  @ParameterizedTest
  @CsvSource({
    "a1/x@0 a2/y@1 a3/x@2 b4/x@3 a5/y@4, a1@0 a2@1 b4@3",
    "1/x@0 2/x@1 a3/x@2 4/x@3 5/x@4, a3@2 4@3",
    "a1@0 a2@1 a3/x@2 <4/x@3 <5/x@4 a6/x@5, a1@0 a3@2 <4@3 a6@5",
    // Age alone is no change of state.
    "a1/x@0 a2/x@1t-900, a1@0",
  })
  void changedStatePassesChangesOfEachHost(String in, String out) {
    assertThat(changedState(new ChangedStateSpec()).play(in).left()).isEqualTo(out);
  }

  @Test
  void changedStateTellsServicesApart() {
    OperatorHarness changed =
        OperatorHarness.ofTree(c -> StageSpec.of(new ChangedStateSpec(), c.collect(0)));
    Event s = Event.of(Map.of("host", "a", "service", "s", "state", "ok"));

    changed.send(s, s.withService("t"), s, s.withService("t"));

    assertThat(changed.take()).containsExactly(s, s.withService("t"));
  }

  @Test
  void changedStateGivesEachHostChildrenOfItsOwn() {
    Timeline throttled =
        new Timeline(
            OperatorHarness.ofTree(
                c ->
                    StageSpec.of(
                        new ChangedStateSpec(),
                        StageSpec.of(new ThrottleSpec(1, Duration.ofHours(1)), c.collect(0)))));

    assertThat(throttled.play("a1/x@0 a2/y@1 b3/x@2 b4/y@3").left()).isEqualTo("a1@0 a2@1");
  }

  @ParameterizedTest
  @CsvSource({"a1/x@0 a2/x@9.999999, a1@0", "a1/x@0 a2/x@10, a1@0 a2@10"})
  void changedStateForgetsWhatIsIdle(String in, String out) {
    Timeline changed = changedState(new ChangedStateSpec(Duration.ofSeconds(10), 5)).play(in);

    assertThat(changed.left()).isEqualTo(out);
    changed.until(100);
    assertThat(changed.harness.timers()).isZero();
  }

  @Test
  void changedStateDropsNewHostsBeyondTheLimit() {
    Timeline changed = changedState(new ChangedStateSpec(Duration.ofSeconds(10), 1));

    assertThat(changed.play("a1/x@0 a2/y@0 3/z@0 b4/x@0").left()).isEqualTo("a1@0 b4@0");
    assertThat(changed.harness.drops()).isEqualTo(Map.of(DropReason.KEY_LIMIT, 1));
  }

  @Test
  void closingChangedStateLeavesNoTimers() {
    Timeline changed = changedState(new ChangedStateSpec()).play("a1/x@0 a2/y@0");
    assertThat(changed.harness.timers()).isEqualTo(1);

    changed.harness.close();

    assertThat(changed.harness.timers()).isZero();
  }

  @Test
  void refusesArgumentsBelowTheirBounds() {
    assertThatThrownBy(() -> new RunsSpec(0, Timeline.STATE))
        .hasMessage("runs: length must be at least 1, was 0");
    assertThatThrownBy(() -> new ChangedStateSpec(Duration.ZERO, 1))
        .hasMessage("changedState: ttl must be longer than zero, was PT0S");
    assertThatThrownBy(() -> new ChangedStateSpec(Duration.ofDays(1), 0))
        .hasMessage("changedState: maxKeys must be at least 1, was 0");
  }
}
