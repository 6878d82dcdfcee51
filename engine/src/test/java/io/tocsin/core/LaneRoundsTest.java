package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.channel.PublishSpec;
import io.tocsin.stream.channel.ReinjectSpec;
import io.tocsin.stream.channel.Rounds;
import io.tocsin.stream.channel.SubscribeSpec;
import io.tocsin.stream.channel.Subscription;
import io.tocsin.stream.combine.FlattenSpec;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.map.MapSpec;
import io.tocsin.stream.suppress.BatchSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code publish}, {@code subscribe}, {@code reinject} and the index's channel, on a lane. */
final class LaneRoundsTest {

  private final List<String> seen = new ArrayList<>();
  private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
  private final List<String> failures = new ArrayList<>();
  private final Lane lane = new Lane(LaneSettings.DEFAULT, new Watching(), Map.of());

  private final class Watching implements LaneObserver {
    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      failures.add(String.valueOf(failure));
    }

    @Override
    public void listenerFailed(String channel, RuntimeException failure) {
      failures.add(channel + " " + failure.getMessage());
    }

    @Override
    public void timeReplaced() {}
  }

  private record Noting(String name, List<String> seen, Lane lane)
      implements OperatorSpec<Object, Object> {
    @Override
    public Operator<Object> create(OperatorContext<Object> context) {
      return item -> {
        Event e = (Event) item;
        seen.add(name + " " + e.getHost() + "@" + e.timeMicrosOr(-1));
        context.emit(item);
      };
    }
  }

  private StageSpec note(String name) {
    return StageSpec.of(new Noting(name, seen, lane));
  }

  private static StageSpec publish(String channel) {
    return StageSpec.of(new PublishSpec(channel));
  }

  private static StageSpec subscribe(String channel, StageSpec... children) {
    return StageSpec.of(new SubscribeSpec(channel), children);
  }

  private static StageSpec host(String wanted, StageSpec... children) {
    RuleFunction<EventPredicate> is =
        RuleFunction.of((e, now) -> wanted.equals(e.getHost()), wanted);
    return StageSpec.of(new WhereSpec(is), children);
  }

  private static StageSpec renamed(String to, StageSpec... children) {
    RuleFunction<EventMapper> map = RuleFunction.of((e, now) -> e.withHost(to), to);
    return StageSpec.of(new MapSpec(map), children);
  }

  private static Event event(String host) {
    return Event.builder().host(host).service("s").build();
  }

  @Test
  void aSubscriptionGetsWhatIsPublishedAndNothingOfTheStream() {
    lane.install(List.of(subscribe("x", note("sub")), host("a", publish("x")), note("after")));

    lane.accept(event("a"));
    lane.accept(event("b"));

    assertThat(seen).containsExactly("sub a@0", "after a@0", "after b@0");
  }

  @Test
  void aBatchIsPublishedOneByOneAndNothingOfAnEmptyOne() {
    lane.install(
        List.of(
            StageSpec.of(new BatchSpec(2, Duration.ofSeconds(9)), publish("x")),
            subscribe("x", note("sub"))));

    lane.accept(event("a"));
    lane.accept(event("b"));

    assertThat(seen).containsExactly("sub a@0", "sub b@0");
  }

  @Test
  void reinjectedEventsWaitUntilThePresentOneHasGoneThroughAllRules() {
    lane.install(
        List.of(
            host(
                "a",
                renamed("b", StageSpec.of(new ReinjectSpec())),
                renamed("c", StageSpec.of(new ReinjectSpec()))),
            note("all")));

    lane.accept(event("a"));

    assertThat(seen).containsExactly("all a@0", "all b@0", "all c@0");
  }

  @Test
  void aReinjectedEventWithoutTimeGetsNow() {
    RuleFunction<EventMapper> timeless =
        RuleFunction.of((e, now) -> e.toBuilder().host("b").noTime().build(), "timeless");
    lane.install(
        List.of(
            host("a", StageSpec.of(new MapSpec(timeless), StageSpec.of(new ReinjectSpec()))),
            note("all")));
    lane.advanceTo(7);

    lane.accept(event("a"));

    assertThat(seen).containsExactly("all a@7", "all b@7");
  }

  @Test
  void whatATimerReinjectsEntersBeforeTheNextTimer() {
    lane.install(
        List.of(
            host(
                "a",
                StageSpec.of(
                    new BatchSpec(9, Duration.ofSeconds(1)),
                    StageSpec.of(
                        new FlattenSpec(), renamed("b", StageSpec.of(new ReinjectSpec()))))),
            note("all")));
    lane.accept(event("a"));

    lane.advanceTo(1_000_000);

    assertThat(seen).containsExactly("all a@0", "all b@0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publish", "reinject"})
  void anEventThatGoesRoundForeverEndsAtTheDeepestLevel(String how) {
    StageSpec again = how.equals("publish") ? publish("x") : StageSpec.of(new ReinjectSpec());
    lane.install(
        how.equals("publish")
            ? List.of(publish("x"), subscribe("x", note("round"), again))
            : List.of(note("round"), again));

    lane.accept(event("a"));
    lane.accept(event("b"));

    int first = how.equals("publish") ? 0 : 1;
    assertThat(seen).hasSize(2 * (Rounds.MAX_DEPTH + first));
    assertThat(drops).isEqualTo(Map.of(DropReason.LOOP, 2));
    assertThat(failures).isEmpty();
  }

  @Test
  void levelsOfPublishingAndReinjectingAddUp() {
    lane.install(
        List.of(publish("x"), subscribe("x", note("round"), StageSpec.of(new ReinjectSpec()))));

    lane.accept(event("a"));

    assertThat(seen).hasSize(Rounds.MAX_DEPTH / 2);
    assertThat(drops).isEqualTo(Map.of(DropReason.LOOP, 1));
  }

  @ParameterizedTest
  @CsvSource({"9999, 9999, 0", "10000, 10000, 0", "10001, 10000, 1"})
  void oneInputMakesSoManyEventsGoRoundAtMost(int made, int through, int dropped) {
    List<StageSpec> many = new ArrayList<>();
    for (int i = 0; i < made; i++) {
      many.add(renamed("b", StageSpec.of(new ReinjectSpec())));
    }
    lane.install(List.of(host("a", many.toArray(StageSpec[]::new)), host("b", note("b"))));

    lane.accept(event("a"));

    assertThat(seen).hasSize(through);
    assertThat(drops.getOrDefault(DropReason.LOOP, 0)).isEqualTo(dropped);
  }

  @Test
  void theIndexPublishesWhatIsPutAndWhatExpiresOnce() {
    lane.install(
        List.of(StageSpec.of(new IndexSpec()), subscribe("index", note("heard")), note("rule")));
    Event shortLived = event("a").toBuilder().ttlMicros(5).build();

    lane.accept(shortLived);
    lane.advanceTo(100);

    assertThat(seen).containsExactly("heard a@0", "rule a@0", "heard a@6", "rule a@6");
  }

  @Test
  void anExpiredEventFromOutsideIsPublishedWhenItEndsAnEntry() {
    lane.install(List.of(StageSpec.of(new IndexSpec()), subscribe("index", note("heard"))));
    Event gone = event("a").withState(Event.EXPIRED);

    lane.accept(gone);
    assertThat(seen).isEmpty();
    lane.accept(event("a"));
    lane.accept(gone);

    assertThat(seen).containsExactly("heard a@0", "heard a@0");
  }

  @Test
  void indexingWhatTheIndexPublishesEnds() {
    lane.install(
        List.of(StageSpec.of(new IndexSpec()), subscribe("index", StageSpec.of(new IndexSpec()))));

    lane.accept(event("a"));

    assertThat(drops).isEqualTo(Map.of(DropReason.LOOP, 1));
    assertThat(lane.index().size()).isEqualTo(1);
  }

  @Test
  void aReloadEndsOldSubscriptionsAndKeepsListeners() {
    List<String> outside = new ArrayList<>();
    Subscription listener =
        lane.channels().subscribe("x", e -> outside.add(String.valueOf(e.getHost())));
    lane.install(List.of(publish("x"), subscribe("x", note("old"))));
    lane.accept(event("a"));
    lane.install(List.of(publish("x"), subscribe("x", note("new"))));
    lane.accept(event("b"));
    listener.close();
    lane.accept(event("c"));

    assertThat(seen).containsExactly("old a@0", "new b@0", "new c@0");
    assertThat(outside).containsExactly("a", "b");
  }

  @Test
  void whatIsPublishedAsRulesCloseReachesTheirOwnSubscriptions() {
    StageSpec held = StageSpec.of(new BatchSpec(9, Duration.ofSeconds(9)), publish("x"));
    lane.install(List.of(subscribe("x", note("old")), held));
    lane.accept(event("a"));

    lane.install(List.of(subscribe("x", note("new"))));

    assertThat(seen).containsExactly("old a@0");
  }

  @Test
  void whatReachesASubscriptionThatIsClosedIsCounted() {
    StageSpec held = StageSpec.of(new BatchSpec(9, Duration.ofSeconds(9)), publish("y"));
    lane.install(List.of(publish("x"), subscribe("y", note("y")), subscribe("x", held)));
    lane.accept(event("a"));

    lane.install(List.of());

    assertThat(seen).isEmpty();
    assertThat(drops).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
  }

  @Test
  void whatIsReinjectedAsRulesCloseEntersTheNewOnes() {
    StageSpec held =
        StageSpec.of(
            new BatchSpec(9, Duration.ofSeconds(9)),
            StageSpec.of(new FlattenSpec(), StageSpec.of(new ReinjectSpec())));
    lane.install(List.of(held));
    lane.accept(event("a"));

    lane.install(List.of(note("new")));

    assertThat(seen).containsExactly("new a@0");
  }

  @Test
  void aListenerThatThrowsIsToldToTheObserver() {
    lane.channels()
        .subscribe(
            "x",
            e -> {
              throw new IllegalStateException("broken");
            });
    lane.install(List.of(publish("x"), note("after")));

    lane.accept(event("a"));

    assertThat(failures).containsExactly("x broken");
    assertThat(seen).containsExactly("after a@0");
  }

  @Test
  void aChannelNeedsAName() {
    assertThatThrownBy(() -> new PublishSpec("")).hasMessageContaining("publish: needs");
    assertThatThrownBy(() -> new SubscribeSpec("")).hasMessageContaining("subscribe: needs");
  }
}
