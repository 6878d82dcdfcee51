package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.correlation.AbsentSpec;
import io.tocsin.stream.correlation.SequenceSpec;
import io.tocsin.stream.gap.FillInSpec;
import io.tocsin.stream.map.ReduceSpec;
import io.tocsin.stream.rank.TopSpec;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.stream.suppress.RollupSpec;
import io.tocsin.stream.window.SlidingCountSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator makes of the state of one with other settings. */
final class StateUnderOtherSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long S = 1_000_000;

  private static Event event(String host, double metric) {
    return Event.builder().host(host).service("s").metric(metric).build();
  }

  private static LoneOperator heir(
      LoneOperator of, OperatorSpec<?, ?> from, OperatorSpec<?, ?> to) {
    assertThat(to.stateShape(StageSpec.of(to))).isEqualTo(from.stateShape(StageSpec.of(from)));
    LoneOperator heir = new LoneOperator(StageSpec.of(to), of.nowMicros());
    heir.load(of.save());
    return heir;
  }

  private static List<Long> moments(LoneOperator operator) {
    return operator.out.stream().map(LoneOperator.Out::atMicros).toList();
  }

  @Test
  void aShorterPaceOfFillingDoesNotMakeUpForWhatWasNotDue() {
    FillInSpec slow = new FillInSpec(HOUR, Map.of("service", "filled"), 100);
    FillInSpec fast = new FillInSpec(SECOND, Map.of("service", "filled"), 3);
    LoneOperator before = new LoneOperator(StageSpec.of(slow), 0);
    before.accept(event("a", 1));
    before.advance(600 * S, 600 * S);

    LoneOperator after = heir(before, slow, fast);
    after.advance(700 * S, 700 * S);

    assertThat(moments(after)).containsExactly(600 * S, 601 * S, 602 * S);
  }

  @Test
  void aLongerPaceOfFillingCountsFromTheLastPutIn() {
    FillInSpec fast = new FillInSpec(SECOND, Map.of("service", "filled"), 5);
    FillInSpec slow = new FillInSpec(HOUR, Map.of("service", "filled"), 5);
    LoneOperator before = new LoneOperator(StageSpec.of(fast), 0);
    before.accept(event("a", 1));
    before.advance(2 * S + 1, 2 * S + 1);

    LoneOperator after = heir(before, fast, slow);
    after.advance(4000 * S, 4000 * S);

    assertThat(moments(after)).containsExactly(3602 * S);
  }

  @Test
  void fillingEndsWhereFewerWouldHaveBeenPutIn() {
    FillInSpec many = new FillInSpec(SECOND, Map.of("service", "filled"), 5);
    FillInSpec few = new FillInSpec(SECOND, Map.of("service", "filled"), 2);
    LoneOperator before = new LoneOperator(StageSpec.of(many), 0);
    before.accept(event("a", 1));
    before.advance(2 * S, 2 * S);

    LoneOperator after = heir(before, many, few);
    after.advance(100 * S, 100 * S);

    assertThat(after.out).isEmpty();
    assertThat(after.timers()).isZero();
  }

  @Test
  void aShorterIntervalOfARollupEndsSooner() {
    RollupSpec slow = new RollupSpec(1, HOUR);
    RollupSpec fast = new RollupSpec(1, Duration.ofMinutes(1));
    LoneOperator before = new LoneOperator(StageSpec.of(slow), 0);
    before.accept(event("a", 1));
    before.accept(event("a", 2));
    before.advance(10 * S, 10 * S);

    LoneOperator after = heir(before, slow, fast);
    after.advance(7200 * S, 7200 * S);

    assertThat(moments(after)).containsExactly(60 * S);
  }

  @Test
  void aLongerIntervalOfABatchEndsLater() {
    BatchSpec fast = new BatchSpec(3, SECOND);
    BatchSpec slow = new BatchSpec(3, Duration.ofMinutes(1));
    LoneOperator before = new LoneOperator(StageSpec.of(fast), 0);
    before.accept(event("a", 1));

    LoneOperator after = heir(before, fast, slow);
    after.advance(50 * S, 50 * S);
    after.accept(event("a", 2));
    after.advance(3600 * S, 3600 * S);

    assertThat(moments(after)).containsExactly(60 * S);
  }

  @Test
  void membersTooManyForASmallerTopLeaveWithTheNextEvent() {
    TopSpec three = new TopSpec(3, RuleFunction.of((e, now) -> e.getMetric(), "metric"));
    TopSpec one = new TopSpec(1, RuleFunction.of((e, now) -> e.getMetric(), "metric"));
    LoneOperator before = new LoneOperator(StageSpec.of(three), 0);
    before.accept(event("a", 1));
    before.accept(event("b", 3));
    before.accept(event("c", 2));

    LoneOperator after = heir(before, three, one);
    after.accept(event("b", 4));

    Event a = event("a", 1).toBuilder().state("expired").timeMicros(0).build();
    Event c = event("c", 2).toBuilder().state("expired").timeMicros(0).build();
    assertThat(after.out)
        .containsExactly(
            new LoneOperator.Out(0, 0, List.of(a)),
            new LoneOperator.Out(0, 1, List.of(event("a", 1))),
            new LoneOperator.Out(0, 0, List.of(c)),
            new LoneOperator.Out(0, 1, List.of(event("c", 2))),
            new LoneOperator.Out(0, 0, List.of(event("b", 4))));
  }

  private static AbsentSpec absent(Duration ttl, List<Object> expected) {
    List<List<Object>> keys = expected.isEmpty() ? List.of() : List.of(expected);
    return new AbsentSpec(List.of("host"), SECOND, false, List.copyOf(keys), ttl, 10);
  }

  @Test
  void whoIsExpectedFromNowOnIsNotForgotten() {
    AbsentSpec any = absent(Duration.ofSeconds(5), List.of());
    AbsentSpec expecting = absent(Duration.ofSeconds(5), List.of("a"));
    LoneOperator before = new LoneOperator(StageSpec.of(any), 0);
    before.accept(event("a", 1));
    before.advance(2 * S, 2 * S);

    LoneOperator after = heir(before, any, expecting);
    after.advance(60 * S, 60 * S);
    after.accept(event("a", 1));

    assertThat(after.timers()).isEqualTo(1);
    assertThat(after.out).hasSize(1);
    assertThat(((Event) after.out.get(0).what().get(0)).getState()).isEqualTo("returned");
  }

  @Test
  void whoIsExpectedNoMoreIsForgotten() {
    AbsentSpec expecting = absent(Duration.ofSeconds(5), List.of("a"));
    AbsentSpec any = absent(Duration.ofSeconds(5), List.of());
    LoneOperator neverSeen = new LoneOperator(StageSpec.of(expecting), 0);
    LoneOperator absent = new LoneOperator(StageSpec.of(expecting), 0);
    absent.accept(event("a", 1));
    absent.advance(2 * S, 2 * S);

    LoneOperator afterNeverSeen = heir(neverSeen, expecting, any);
    LoneOperator afterAbsent = heir(absent, expecting, any);

    assertThat(afterNeverSeen.timers()).isZero();
    assertThat(afterAbsent.timers()).isEqualTo(1);
    afterAbsent.advance(7 * S, 7 * S);
    assertThat(afterAbsent.save().entries)
        .isEqualTo(new LoneOperator(StageSpec.of(any), 0).save().entries);
  }

  @Test
  void anotherBeginningHoldsWhereNothingWasMadeYet() {
    ReduceSpec none = new ReduceSpec(null, RuleFunction.of((made, e, now) -> made, "first"));
    ReduceSpec one =
        new ReduceSpec(event("z", 0), RuleFunction.of((made, e, now) -> made, "first"));
    LoneOperator idle = new LoneOperator(StageSpec.of(none), 0);
    LoneOperator used = new LoneOperator(StageSpec.of(none), 0);
    used.accept(event("a", 1));

    LoneOperator afterIdle = heir(idle, none, one);
    LoneOperator afterUsed = heir(used, none, one);
    afterIdle.accept(event("b", 2));
    afterUsed.accept(event("b", 2));

    assertThat(afterIdle.out.get(0).what()).isEqualTo(List.of(event("z", 0)));
    assertThat(afterUsed.out.get(0).what()).isEqualTo(List.of(event("a", 1)));
  }

  @Test
  void aShorterWindowOfCountsKeepsTheNewest() {
    SlidingCountSpec five = new SlidingCountSpec(5);
    SlidingCountSpec two = new SlidingCountSpec(2);
    LoneOperator before =
        new LoneOperator(
            StageSpec.of(
                five, StageSpec.of(new ReduceSpec(null, RuleFunction.of((a, b, now) -> b, "b")))),
            0);
    for (int i = 0; i < 5; i++) {
      before.accept(event("a", i));
    }

    LoneOperator after =
        new LoneOperator(
            StageSpec.of(
                two, StageSpec.of(new ReduceSpec(null, RuleFunction.of((a, b, now) -> b, "b")))),
            0);
    after.load(before.save());
    after.accept(event("a", 5));

    assertThat(after.out.get(0).what()).isEqualTo(List.of(0L, 0L, 2, event("a", 4), event("a", 5)));
  }

  @Test
  void aLongerSequenceBeginsAnewAndOneWithOtherBoundsDoesNot() {
    var a = RuleFunction.<io.tocsin.stream.EventPredicate>of((e, now) -> true, "a");
    SequenceSpec two = new SequenceSpec(List.of(a, a), SECOND, List.of(), 5);
    SequenceSpec bounded = new SequenceSpec(List.of(a, a), HOUR, List.of(), 1, true);
    SequenceSpec three = new SequenceSpec(List.of(a, a, a), SECOND, List.of(), 5);

    Object shape = two.stateShape(StageSpec.of(two));

    assertThat(bounded.stateShape(StageSpec.of(bounded))).isEqualTo(shape);
    assertThat(three.stateShape(StageSpec.of(three))).isNotEqualTo(shape);
  }

  @Test
  void aWindowIsKeptWithTheSameFoldsBelowOnly() {
    TumblingSpec window = new TumblingSpec(SECOND);
    TumblingSpec lenient = new TumblingSpec(SECOND, HOUR, true, true);
    StageSpec mean = StageSpec.of(new FoldSpec(StandardFold.MEAN));
    StageSpec max = StageSpec.of(new FoldSpec(StandardFold.MAX));

    Object shape = window.stateShape(StageSpec.of(window, mean));

    assertThat(lenient.stateShape(StageSpec.of(lenient, mean))).isEqualTo(shape);
    assertThat(window.stateShape(StageSpec.of(window, mean, mean))).isEqualTo(shape);
    assertThat(window.stateShape(StageSpec.of(window, max))).isNotEqualTo(shape);
    assertThat(window.stateShape(StageSpec.of(window, mean, max))).isNotEqualTo(shape);
    assertThat(window.stateShape(StageSpec.of(window))).isNotEqualTo(shape);
  }
}
