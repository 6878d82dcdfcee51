package io.tocsin.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.dsl.RuleSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares and nanoseconds made of samples. */
final class RuleCostsTest {

  private static final String TWO = "streams {\n index()\n over(1) { index() }\n}";

  @TempDir private Path folder;

  private RuleCosts costs(long[] counts, long entries, double cpuMarked, double cpuPlain) {
    try (RuleSet rules = RuleFixture.rules(folder, TWO)) {
      Marks marks = new Marks(2);
      for (int i = 0; i < entries; i++) {
        marks.take(1);
        marks.take(2);
      }
      marks.enter(2);
      marks.sent(50);
      Round round = new Round(100, (long) (100 * cpuMarked), 1, 0, 0);
      return RuleCosts.of(new RuleUnits(rules.streams()), counts, marks, round, cpuPlain);
    }
  }

  @Test
  void withoutACostOfMarksTheSharesAreThoseOfTheSamples() {
    RuleCosts costs = costs(new long[] {200, 300, 500}, 100, 40, 40);

    assertThat(costs.rules())
        .extracting(rule -> rule.unit().text())
        .containsExactly("over(1) { index() }", "index()");
    RuleCost first = costs.rules().get(0);
    assertThat(first.share()).isCloseTo(0.5, within(1e-9));
    assertThat(first.nanosPerEvent()).isCloseTo(20, within(1e-9));
    assertThat(first.margin()).isCloseTo(0.031, within(0.001));
    assertThat(first.takenPerEvent()).isEqualTo(1);
    assertThat(first.sentPerEvent()).isEqualTo(0.5);
    assertThat(costs.laneShare()).isCloseTo(0.2, within(1e-9));
    assertThat(costs.laneNanosPerEvent()).isCloseTo(8, within(1e-9));
    assertThat(costs.samples()).isEqualTo(1000);
    assertThat(costs.slowdown()).isEqualTo(1);
  }

  @Test
  void whatMarksCostIsTakenOutHalfInTheRuleAndHalfAroundIt() {
    // 60 ns with marks, 40 without: 20 for two marks, so 5 in each rule and 10 in the lane.
    RuleCosts costs = costs(new long[] {300, 250, 450}, 100, 60, 40);

    assertThat(costs.laneNanosPerEvent()).isCloseTo(8, within(1e-9));
    assertThat(costs.rules().get(0).nanosPerEvent()).isCloseTo(22, within(1e-9));
    assertThat(costs.rules().get(1).nanosPerEvent()).isCloseTo(10, within(1e-9));
    assertThat(costs.slowdown()).isEqualTo(1.5);
  }

  @Test
  void nothingCostsLessThanNothing() {
    RuleCosts costs = costs(new long[] {0, 0, 1000}, 100, 60, 40);

    assertThat(costs.laneShare()).isZero();
    assertThat(costs.rules().get(0).share()).isCloseTo(1, within(1e-9));
    assertThat(costs.rules().get(1).share()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "399, true", "400, false"})
  void fewSamplesAreVague(long samples, boolean vague) {
    RuleCosts costs = costs(new long[] {0, samples, 0}, 1, 40, 40);

    assertThat(costs.isVague()).isEqualTo(vague);
    assertThat(costs.rules()).allMatch(rule -> Double.isFinite(rule.share()));
  }
}
