package io.tocsin.stream.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of the filters. */
final class FilterTest {

  private static RuleFunction<EventPredicate> predicate(String source, EventPredicate function) {
    return RuleFunction.of(function, source);
  }

  private static RuleFunction<EventPredicate> stateIs(String state) {
    return predicate("state == '" + state + "'", (e, now) -> state.equals(e.getState()));
  }

  private static Event state(String state) {
    return Event.builder().state(state).build();
  }

  /** The one branch by which an event leaves. */
  private static int branch(OperatorSpec<Event, Event> spec, Event event) {
    return branchAt(0, spec, event);
  }

  private static int branchAt(double seconds, OperatorSpec<Event, Event> spec, Event event) {
    OperatorHarness harness = OperatorHarness.of(spec).advance(seconds).send(event);
    int found = -1;
    for (int branch = 0; branch < 3; branch++) {
      List<Object> left = harness.take(branch);
      if (!left.isEmpty()) {
        assertThat(left).containsExactly(event);
        assertThat(found).isEqualTo(-1);
        found = branch;
      }
    }
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
    return found;
  }

  @ParameterizedTest
  @CsvSource({"ok, 0", "critical, 1", ", 1"})
  void whereSplitsByThePredicate(String state, int branch) {
    assertThat(branch(new WhereSpec(stateIs("ok")), state(state))).isEqualTo(branch);
  }

  @Test
  void whereTellsThePredicateTheLanesNow() {
    var early = new WhereSpec(predicate("now < 2", (e, now) -> now < 2_000_000));

    assertThat(branchAt(1.999999, early, state("ok"))).isEqualTo(0);
    assertThat(branchAt(2, early, state("ok"))).isEqualTo(1);
  }

  @Test
  void whereEndsAnEventOnWhichThePredicateThrows() {
    var throwing =
        new WhereSpec(
            predicate(
                "boom",
                (e, now) -> {
                  throw new IllegalStateException("boom");
                }));
    OperatorHarness harness = OperatorHarness.of(throwing).send(state("ok"));

    assertThat(harness.failures()).hasSize(1);
    assertThat(harness.take(0)).isEmpty();
    assertThat(harness.take(1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, 0", "b, 1", "c, 2", ", 2"})
  void routeTakesTheFirstCaseThatHoldsElseTheBranchAfterTheLast(String state, int branch) {
    var either =
        predicate("b or a", (e, now) -> "a".equals(e.getState()) || "b".equals(e.getState()));
    var spec = new RouteSpec(List.of(stateIs("a"), either));

    assertThat(branch(spec, state(state))).isEqualTo(branch);
  }

  @Test
  void routeNeedsACase() {
    assertThatThrownBy(() -> new RouteSpec(List.of())).hasMessage("route: needs at least one case");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a b c, true, 0",
    "a b, a, true, 1",
    "a b, a, false, 0",
    "a b, c, false, 1",
    "'', a, true, 0",
    "'', a, false, 1",
    "a, '', true, 1",
    "a, '', false, 1",
  })
  void taggedWantsAllOrAny(String wanted, String tags, boolean all, int branch) {
    Event event = Event.builder().tags(words(tags)).build();

    assertThat(branch(new TaggedSpec(words(wanted), all), event)).isEqualTo(branch);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "ok, 0, , 60, false",
    "ok, 0, , 60.000001, true",
    "ok, 0, 10, 10, false",
    "ok, 0, 10, 10.000001, true",
    "ok, , 10, 1000, false",
    "expired, , , 0, true",
    "expired, 0, 1000, 1, true",
    "ok, 500, 10, 0, false",
  })
  void expiredAndLiveAreOpposites(
      String state, Double time, Double ttl, double now, boolean expired) {
    EventBuilder event = Event.builder().state(state).set("time", time).set("ttl", ttl);

    assertThat(branchAt(now, new ExpiredSpec(), event.build())).isEqualTo(expired ? 0 : 1);
    assertThat(branchAt(now, new LiveSpec(), event.build())).isEqualTo(expired ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1, 1", "0.90001, 0, 1", "0.89999, 1, 0", "-1, 1, 0", ", 1, 1"})
  void overAndUnderAreStrictAndFalseWithoutAMetric(Double metric, int over, int under) {
    Event event = Event.builder().metric((Number) metric).build();

    assertThat(branch(new OverSpec(0.9), event)).isEqualTo(over);
    assertThat(branch(new UnderSpec(0.9), event)).isEqualTo(under);
  }

  @Test
  void overAndUnderCompareWholeMetricsToo() {
    Event event = Event.builder().metric(3L).build();

    assertThat(branch(new OverSpec(2.5), event)).isEqualTo(0);
    assertThat(branch(new UnderSpec(2.5), event)).isEqualTo(1);
  }

  @Test
  void overAndUnderRefuseALimitThatIsNoNumber() {
    assertThatThrownBy(() -> new OverSpec(Double.NaN))
        .hasMessage("over: limit must be a number, was NaN");
    assertThatThrownBy(() -> new UnderSpec(Double.NaN))
        .hasMessage("under: limit must be a number, was NaN");
  }

  @Test
  void recipesCompareByValue() {
    assertThat(new WhereSpec(stateIs("a"))).isEqualTo(new WhereSpec(stateIs("a")));
    assertThat(new WhereSpec(stateIs("a"))).isNotEqualTo(new WhereSpec(stateIs("b")));
  }
}
