package io.tocsin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who goes on with whose state, told as a user is told of it. */
final class StateChangesTest {

  private static StageSpec throttle(int limit, StageSpec... below) {
    return StageSpec.of(new ThrottleSpec(limit, Duration.ofMinutes(1)), below);
  }

  private static StageSpec tumbling(int seconds) {
    return StageSpec.of(
        new TumblingSpec(Duration.ofSeconds(seconds), Duration.ZERO, true, false),
        StageSpec.of(new ProbeSpec("p")));
  }

  private static StageSpec where(String source, StageSpec... below) {
    return StageSpec.of(new WhereSpec(RuleFunction.of((event, now) -> true, source)), below);
  }

  private static StageSpec by(String field, StageSpec... below) {
    return StageSpec.of(BySpec.of(field), below);
  }

  private static StageSpec named(String rule, StageSpec spec) {
    return new StageSpec(
        spec.operator(),
        spec.branches().stream()
            .map(branch -> branch.stream().map(child -> named(rule, child)).toList())
            .toList(),
        rule,
        spec.place());
  }

  private static Arguments row(
      String what, List<StageSpec> earlier, List<StageSpec> next, int kept, String changes) {
    return Arguments.of(what, earlier, next, kept, changes);
  }

  static Stream<Arguments> reloads() {
    StageSpec a = where("a", throttle(1));
    StageSpec b = where("b", throttle(1));
    return Stream.of(
        row("the same", List.of(a, b), List.of(a, b), 2, "{}"),
        row("another order", List.of(a, b), List.of(b, a), 2, "{}"),
        row("one more", List.of(a), List.of(b, a), 1, "{NEW=1}"),
        row("one less", List.of(a, b), List.of(b), 1, "{DROPPED=1}"),
        row("twice the same", List.of(a, a), List.of(a, a, a), 2, "{NEW=1}"),
        row("limit", List.of(throttle(1)), List.of(throttle(2)), 0, "{CHANGED=1}"),
        row("condition", List.of(a), List.of(b), 1, "{REFILTERED=1}"),
        row(
            "condition and what is below",
            List.of(a),
            List.of(where("b", tumbling(1))),
            0,
            "{DROPPED=1, NEW=1}"),
        row("length of a window", List.of(tumbling(1)), List.of(tumbling(2)), 0, "{RESET=1}"),
        row(
            "field of by",
            List.of(by("host", throttle(1))),
            List.of(by("service", throttle(1))),
            0,
            "{RESET=2}"),
        row(
            "bounds of by",
            List.of(by("host", throttle(1))),
            List.of(
                StageSpec.of(
                    BySpec.of("host").withMaxKeys(5).withTtl(Duration.ofDays(1)), throttle(1))),
            1,
            "{CHANGED=1}"),
        row(
            "inside of by",
            List.of(by("host", throttle(1), tumbling(1))),
            List.of(by("host", tumbling(1), throttle(3))),
            2,
            "{CHANGED=1}"),
        row(
            "the most alike of several",
            List.of(where("a", throttle(1), tumbling(1)), where("b", throttle(1))),
            List.of(where("c", throttle(1)), where("d", throttle(1), tumbling(1))),
            3,
            "{REFILTERED=2}"),
        row(
            "of two that are alike the one of the same rule",
            List.of(named("x", throttle(1)), named("y", throttle(2))),
            List.of(named("y", throttle(3)), named("x", throttle(4))),
            0,
            "{CHANGED=2}"),
        row(
            "another rule",
            List.of(named("x", throttle(1))),
            List.of(named("y", throttle(2))),
            0,
            "{DROPPED=1, NEW=1}"),
        row("nothing more", List.of(a), List.of(), 0, "{DROPPED=1}"),
        row("nothing before", List.of(), List.of(a), 0, "{NEW=1}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reloads")
  void tellsWhatIsKept(
      String what, List<StageSpec> earlier, List<StageSpec> next, int kept, String changes) {
    StateChanges told = StateChanges.of(earlier, next);

    Map<StateChanges.What, Long> counts =
        told.changes().stream()
            .collect(
                Collectors.groupingBy(
                    StateChanges.Change::what, TreeMap::new, Collectors.counting()));
    assertThat(told.kept()).isEqualTo(kept);
    assertThat(counts).hasToString(changes);
  }

  @Test
  void pairsEachRuleWithTheOneOfItsName() {
    StateChanges told =
        StateChanges.of(
            List.of(named("x", throttle(1)), named("y", throttle(2))),
            List.of(named("y", throttle(3)), named("x", throttle(4))));

    assertThat(told.changes())
        .allSatisfy(
            change -> assertThat(change.before()).contains(change.rule().equals("x") ? "1" : "2"));
  }

  @Test
  void comparesVeryManyAlikeInTheOrderOfTheRules() {
    List<StageSpec> earlier = new ArrayList<>();
    List<StageSpec> next = new ArrayList<>();
    for (int i = 1; i <= 2_000; i++) {
      earlier.add(throttle(i));
      next.add(throttle(i + 5_000));
    }

    assertThat(StateChanges.of(earlier, next).count(StateChanges.What.CHANGED)).isEqualTo(2_000);
  }
}
