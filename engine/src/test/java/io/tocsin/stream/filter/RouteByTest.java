package io.tocsin.stream.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of {@link RouteBySpec} and {@link ExclusiveSpec}. */
final class RouteByTest {

  private static final long BIG = 1L << 53;

  private static final RuleFunction<EventFunction> STATE =
      RuleFunction.of((e, now) -> e.getState(), "state");

  private static CaseValue equal(Object value) {
    return new CaseValue.Equal(value);
  }

  private static CaseValue matching(String regex) {
    return new CaseValue.Matching(Pattern.compile(regex));
  }

  private static CaseValue between(Number low, Number high, boolean highIsIn) {
    return new CaseValue.Between(low, high, highIsIn);
  }

  static List<Arguments> cases() {
    return List.of(
        Arguments.of(equal("ok"), "ok", true),
        Arguments.of(equal("ok"), new StringBuilder("ok"), true),
        Arguments.of(equal(new StringBuilder("ok")), "ok", true),
        Arguments.of(equal("ok"), "OK", false),
        Arguments.of(equal("ok"), null, false),
        Arguments.of(equal("1"), 1L, false),
        Arguments.of(equal(null), null, true),
        Arguments.of(equal(null), "ok", false),
        Arguments.of(equal(true), true, true),
        Arguments.of(equal(1L), 1L, true),
        Arguments.of(equal(1L), 1.0, true),
        Arguments.of(equal(1), 1.0f, true),
        Arguments.of(equal(1L), 1.0000001, false),
        Arguments.of(equal(1L), 2L, false),
        Arguments.of(equal(1L), "1", false),
        Arguments.of(equal(0L), -0.0, true),
        Arguments.of(equal(BIG + 1), (double) BIG, false),
        Arguments.of(equal(BIG), (double) BIG, true),
        Arguments.of(equal(Double.NaN), Double.NaN, false),
        Arguments.of(equal(Double.POSITIVE_INFINITY), Double.POSITIVE_INFINITY, true),
        Arguments.of(equal(Long.MAX_VALUE), Double.POSITIVE_INFINITY, false),
        Arguments.of(matching("warn.*"), "a warning", true),
        Arguments.of(matching("^warn"), "a warning", false),
        Arguments.of(matching("1"), 1L, false),
        Arguments.of(matching("null"), null, false),
        Arguments.of(between(3L, 5L, true), 2L, false),
        Arguments.of(between(3L, 5L, true), 2.999, false),
        Arguments.of(between(3L, 5L, true), 3L, true),
        Arguments.of(between(3L, 5L, true), 4.5, true),
        Arguments.of(between(3L, 5L, true), 5.0, true),
        Arguments.of(between(3L, 5L, true), 5.001, false),
        Arguments.of(between(3L, 5L, false), 5L, false),
        Arguments.of(between(3L, 5L, false), 4.999, true),
        Arguments.of(between(0.5, 0.5, true), 0.5, true),
        Arguments.of(between(0.5, 0.5, false), 0.5, false),
        Arguments.of(between(3L, 5L, true), "4", false),
        Arguments.of(between(3L, 5L, true), null, false),
        Arguments.of(between(3L, 5L, true), Double.NaN, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseHoldsAValueOrNot(CaseValue wanted, Object value, boolean holds) {
    assertThat(wanted.holds(value)).isEqualTo(holds);
  }

  @Test
  void aRangeGoesUpAndIsOfNumbers() {
    assertThatThrownBy(() -> between(5L, 3L, true)).hasMessageContaining("5..3");
    assertThatThrownBy(() -> between(Double.NaN, 3L, true)).hasMessageContaining("range");
    assertThatThrownBy(() -> between(3L, Double.NaN, true)).hasMessageContaining("range");
  }

  @Test
  void patternsCompareByTextAndFlags() {
    assertThat(matching("a")).isEqualTo(matching("a")).hasSameHashCodeAs(matching("a"));
    assertThat(matching("a")).isNotEqualTo(matching("b"));
    assertThat(matching("a"))
        .isNotEqualTo(new CaseValue.Matching(Pattern.compile("a", Pattern.CASE_INSENSITIVE)))
        .hasToString("~/a/");
  }

  @ParameterizedTest
  @CsvSource({"critical, 0", "ok, 1", "warning, 1", "odd, 2", ", 2"})
  void theFirstCaseThatHoldsTakesTheEventAndTheRestLeavesLast(String state, int branch) {
    RouteBySpec spec =
        new RouteBySpec(
            STATE,
            List.of(List.of(equal("critical")), List.of(matching("warn|crit"), equal("ok"))));
    OperatorHarness harness = OperatorHarness.of(spec);
    Event event = Event.builder().state(state).build();

    harness.send(event);

    for (int b = 0; b < 3; b++) {
      assertThat(harness.take(b)).as("branch " + b).hasSize(b == branch ? 1 : 0);
    }
  }

  @Test
  void aFunctionThatThrowsEndsTheEvent() {
    RuleFunction<EventFunction> broken =
        RuleFunction.of(
            (e, now) -> {
              throw new IllegalStateException("boom");
            },
            "boom");
    OperatorHarness harness =
        OperatorHarness.of(new RouteBySpec(broken, List.of(List.of(equal(1L)))));

    harness.send(Event.builder().build());

    assertThat(harness.failures()).hasSize(1);
    assertThat(harness.take(0)).isEmpty();
    assertThat(harness.take(1)).isEmpty();
  }

  @Test
  void needsCasesAndTheirValues() {
    assertThatThrownBy(() -> new RouteBySpec(STATE, List.of()))
        .hasMessage("routeBy: needs at least one case");
    assertThatThrownBy(() -> new RouteBySpec(STATE, List.of(List.of())))
        .hasMessage("routeBy: a case needs at least one value");
  }

  private static Event at(String state, long micros) {
    return Event.builder().host("a").state(state).timeMicros(micros).build();
  }

  @Test
  void exclusiveTellsTheOtherWayThatItEndsBeforeItGoesOn() {
    RuleFunction<EventPredicate> ok = RuleFunction.of((e, now) -> "ok".equals(e.getState()), "ok");
    OperatorHarness harness = OperatorHarness.of(new ExclusiveSpec(ok)).advance(2);

    harness.send(at("ok", 1));
    assertThat(harness.take(0)).containsExactly(at("ok", 1));
    assertThat(harness.take(1)).containsExactly(at("expired", 2_000_000));

    harness.send(at("bad", 1));
    assertThat(harness.take(0)).containsExactly(at("expired", 2_000_000));
    assertThat(harness.take(1)).containsExactly(at("bad", 1));
  }

  @ParameterizedTest
  @CsvSource({"60, 1", "60.000001, 2"})
  void exclusiveGivesWhatHasExpiredByAgeToBoth(double now, int passedOn) {
    RuleFunction<EventPredicate> never = RuleFunction.of((e, n) -> true, "true");
    OperatorHarness harness = OperatorHarness.of(new ExclusiveSpec(never)).advance(now);

    harness.send(at("ok", 0));

    long asItIs =
        harness.take(0).stream().filter(at("ok", 0)::equals).count()
            + harness.take(1).stream().filter(at("ok", 0)::equals).count();
    assertThat(asItIs).isEqualTo(passedOn);
  }

  @Test
  void exclusiveGivesAnExpiredEventToBothWithoutAsking() {
    RuleFunction<EventPredicate> broken =
        RuleFunction.of(
            (e, now) -> {
              throw new IllegalStateException("boom");
            },
            "boom");
    OperatorHarness harness = OperatorHarness.of(new ExclusiveSpec(broken));
    Event gone = at(Event.EXPIRED, 0);

    harness.send(gone, at("ok", 0));

    assertThat(harness.take(0)).containsExactly(gone);
    assertThat(harness.take(1)).containsExactly(gone);
    assertThat(harness.failures()).hasSize(1);
  }
}
