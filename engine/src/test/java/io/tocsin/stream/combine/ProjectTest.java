package io.tocsin.stream.combine;

import static io.tocsin.stream.trend.Script.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link ProjectSpec}. */
final class ProjectTest {

  /** Hosts whose name contains the letter. */
  private static RuleFunction<EventPredicate> host(String letter) {
    return RuleFunction.of(
        (event, now) -> event.getHost() != null && event.getHost().contains(letter), letter);
  }

  private final OperatorHarness harness =
      OperatorHarness.of(new ProjectSpec(List.of(host("a"), host("b"))));

  private static String shown(List<Object> batches) {
    return batches.stream()
        .map(
            batch ->
                ((Batch) batch)
                    .events().stream().map(e -> String.valueOf(e.getMetric())).toList().toString())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "project of {0} is {1}")
  @CsvSource({
    "1/a, ''",
    "1/a 2/a, ''",
    "1/a 2/b, '[1, 2]'",
    "2/b 1/a, '[1, 2]'",
    "1/a 2/b 3/c 4, '[1, 2]'",
    "1/a 2/b 3/b 4/a, '[1, 2] [1, 3] [4, 3]'",
    "1/ab, '[1, 1]'",
    "1/ab 2/a, '[1, 1] [2, 1]'",
    "1/a x2/b 3/a 4/b, '[1, 2] [3, 4]'",
    "x1/a 2/b 3/b 4/a, '[1, 2] [4, 3]'",
    "x1/a x2/a 3/b, '[2, 3]'",
    "x1/ab 2/a 3/b, '[1, 1] [2, 3]'",
    "-/a 1/b, '[null, 1]'",
    "1/a@3 2/a@1 3/b, '[2, 3]'",
  })
  void sendsTheLastOfEachCondition(String words, String expected) {
    for (String word : words.split(" ")) {
      harness.send(event(word));
    }

    assertThat(shown(harness.take())).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.timers()).isZero();
  }

  @ParameterizedTest(name = "an event of time 0 after {0} s is in {1} more batches")
  @CsvSource({"60, 2", "60.000001, 1"})
  void sendsAnEventThatIsTooOldOnceMore(double seconds, int batches) {
    harness.send(event("1/a@0"), event("2/b@0")).advance(seconds);
    harness.take();

    harness.send(event("3/b"), event("4/b"));

    assertThat(harness.take()).hasSize(batches);
  }

  @Test
  void standsForTheMomentItIsEmitted() {
    harness.send(event("1/a")).advance(7).send(event("2/b"));

    assertThat(harness.take())
        .containsExactly(Batch.of(List.of(event("1/a"), event("2/b")), 7_000_000, 7_000_000));
  }

  @Test
  void changesNothingWhenAConditionThrows() {
    RuleFunction<EventPredicate> picky =
        RuleFunction.of(
            (event, now) -> {
              if (!event.hasMetric()) {
                throw new IllegalStateException("no metric");
              }
              return true;
            },
            "picky");
    OperatorHarness throwing = OperatorHarness.of(new ProjectSpec(List.of(host("a"), picky)));

    throwing.send(event("1/a"), event("-/a"), event("2/b"));

    assertThat(throwing.failures()).hasSize(1);
    assertThat(shown(throwing.take())).isEqualTo("[1, 1] [1, 2]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void refusesOtherNumbersOfConditions(int n) {
    assertThatThrownBy(() -> new ProjectSpec(Collections.nCopies(n, host("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("project: takes from 1 to 16 conditions, not " + n);
  }

  @Test
  void takesTheSmallestAndTheGreatestNumberOfConditions() {
    OperatorHarness one = OperatorHarness.of(new ProjectSpec(List.of(host("a"))));
    OperatorHarness most = OperatorHarness.of(new ProjectSpec(Collections.nCopies(16, host("a"))));

    assertThat(one.send(event("1/a")).take()).hasSize(1);
    assertThat(((Batch) most.send(event("1/a")).take().get(0)).events())
        .hasSize(16)
        .allMatch(e -> e.equals(event("1/a")));
  }
}
