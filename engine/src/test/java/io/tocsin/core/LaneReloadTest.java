package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.rate.RateSpec;
import io.tocsin.stream.suppress.ChangedStateSpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known outlives a reload of the rules. */
final class LaneReloadTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final class Running implements LaneObserver {
    private final List<String> out = new ArrayList<>();
    private final Lane lane;

    Running() {
      Probes probes = (name, item) -> out.add(name + " " + item);
      lane =
          new Lane(
              new LaneSettings(Duration.ofSeconds(5), new IndexSettings(100_000)),
              this,
              Map.of(Probes.class, probes));
    }

    void at(long micros, Event event) {
      lane.advanceTo(micros);
      lane.accept(event);
    }

    void at(long micros, String... hosts) {
      for (String host : hosts) {
        at(micros, event(host, "ok", 1));
      }
    }

    List<String> told() {
      List<String> told = List.copyOf(out);
      out.clear();
      return told;
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      out.add("dropped " + reason + " " + item);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      out.add("failed " + failure);
    }

    @Override
    public void timeReplaced() {}
  }

  private static Event event(String host, String state, long metric) {
    return Event.builder().host(host).service("s").state(state).metric(metric).build();
  }

  private static StageSpec probe(String name) {
    return new StageSpec(new ProbeSpec(name), List.of(), null, Place.UNKNOWN);
  }

  private static StageSpec over(long limit, StageSpec... below) {
    RuleFunction<EventPredicate> function =
        RuleFunction.of((event, now) -> event.metricAsLong() > limit, "metric > " + limit);
    return StageSpec.of(new WhereSpec(function), below);
  }

  private static StageSpec throttle(int limit, StageSpec... below) {
    return StageSpec.of(new ThrottleSpec(limit, Duration.ofMinutes(1)), below);
  }

  private static StageSpec byHost(StageSpec... below) {
    return StageSpec.of(BySpec.of("host").withMaxKeys(200_000), below);
  }

  private static StageSpec rate(StageSpec... below) {
    return StageSpec.of(new RateSpec(SECOND), below);
  }

  /** All of it in a new set of rules that says the same, in another order. */
  private static List<StageSpec> rules(Random random) {
    List<StageSpec> rules = new ArrayList<>();
    rules.add(over(2, throttle(3, probe("a"))));
    rules.add(over(2, throttle(3, probe("b")), rate(probe("c"))));
    rules.add(byHost(shuffled(random, rate(throttle(2, probe("d")), probe("e")), throttle(2))));
    rules.add(
        byHost(
            over(
                3,
                shuffled(
                    random,
                    byHost(shuffled(random, rate(probe("f")), throttle(4, probe("k")))),
                    throttle(1, probe("g"))))));
    rules.add(
        StageSpec.of(new ChangedStateSpec(), rate(probe("h")), byHost(throttle(1, probe("i")))));
    Collections.shuffle(rules, random);
    return rules;
  }

  private static StageSpec[] shuffled(Random random, StageSpec... specs) {
    List<StageSpec> all = new ArrayList<>(List.of(specs));
    Collections.shuffle(all, random);
    return all.toArray(StageSpec[]::new);
  }

  @Test
  void reloadsOfTheSameRulesChangeNothing() {
    long seed = System.nanoTime();
    System.out.println("LaneReloadTest seed " + seed);
    for (int round = 0; round < 30; round++) {
      Random random = new Random(seed + round);
      Random order = new Random(seed + round);
      List<StageSpec> same = rules(new Random(1));
      Running undisturbed = new Running();
      Running reloaded = new Running();
      undisturbed.lane.install(same);
      reloaded.lane.install(rules(new Random(1)));
      long now = 0;
      for (int i = 0; i < 3_000; i++) {
        now += random.nextInt(20) == 0 ? random.nextInt(3_000_000) : random.nextInt(40_000);
        Event event = event("h" + random.nextInt(40), "s" + random.nextInt(3), random.nextInt(6));
        undisturbed.at(now, event);
        reloaded.at(now, event);
        if (random.nextInt(100) == 0) {
          reloaded.lane.install(rules(order));
          if (random.nextBoolean()) {
            reloaded.lane.install(rules(order));
          }
        }
        // Rules in another order tell the same in another order.
        assertThat(sorted(reloaded.told()))
            .as("round %d", round)
            .isEqualTo(sorted(undisturbed.told()));
      }
    }
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  @Test
  void aChangedParameterKeepsTheCount() {
    Running running = new Running();
    running.lane.install(List.of(throttle(2, probe("p"))));
    running.at(0, "a", "b");
    running.lane.install(List.of(throttle(3, probe("p"))));

    running.at(1, "c", "d");

    assertThat(running.told()).filteredOn(line -> line.startsWith("p ")).hasSize(3);
  }

  @Test
  void aChangedConditionKeepsWhatIsBelow() {
    Running running = new Running();
    running.lane.install(List.of(over(2, throttle(1, probe("p")))));
    running.at(0, event("a", "ok", 3));
    running.lane.install(List.of(over(1, throttle(1, probe("p")))));

    running.at(1, event("a", "ok", 2));

    assertThat(running.told()).hasSize(2).last().asString().startsWith("dropped THROTTLED");
  }

  @Test
  void anotherFilterWithNothingInCommonStartsAnew() {
    Running running = new Running();
    running.lane.install(List.of(over(2, throttle(1, probe("p")))));
    running.at(0, event("a", "ok", 3));
    running.lane.install(List.of(over(1, StageSpec.of(new ThrottleSpec(1, SECOND), probe("q")))));

    running.at(1, event("a", "ok", 2));

    assertThat(running.told()).hasSize(2).last().asString().startsWith("q ");
  }

  @Test
  void whatIsTakenOutIsClosedInEveryCopy() {
    Running running = new Running();
    running.lane.install(List.of(byHost(rate(probe("p")), throttle(1, probe("t")))));
    running.at(0, "a", "b");
    running.told();

    running.lane.install(List.of(byHost(throttle(1, probe("t")))));
    running.lane.advanceTo(5_000_000);

    assertThat(running.told()).hasSize(2).allMatch(line -> line.startsWith("dropped UNFINISHED"));
  }

  @Test
  void aTimerThatIsDueBeforeTheSweepRunsTheNewRules() {
    Running running = new Running();
    running.lane.install(List.of(byHost(rate(probe("old")))));
    running.at(0, "a");
    running.lane.advanceTo(999_999);
    running.lane.install(List.of(byHost(rate(probe("new")))));

    running.lane.advanceTo(1_000_000);

    assertThat(running.told()).singleElement().asString().startsWith("new ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 999, 1_000, 1_001, 5_000})
  void everyCopyGoesOnHoweverManyThereAre(int hosts) {
    Running running = new Running();
    running.lane.install(List.of(byHost(throttle(1, probe("p")))));
    for (int i = 0; i < hosts; i++) {
      running.at(i, "h" + i);
    }
    running.told();
    running.lane.install(List.of(byHost(throttle(2, probe("p")))));
    running.at(hosts, "h0");
    running.lane.advanceTo(hosts + 1_000_000);

    for (int i = 0; i < hosts; i++) {
      running.at(hosts + 1_000_000, "h" + i);
    }

    assertThat(running.told()).filteredOn(line -> line.startsWith("p ")).hasSize(hosts);
  }

  @Test
  void aCopyWhoseTimeIsOverIsClosedByTheNewRules() {
    Running running = new Running();
    BySpec by = BySpec.of("host").withTtl(SECOND);
    running.lane.install(List.of(StageSpec.of(by, rate(probe("old")))));
    running.at(0, "a");
    running.lane.advanceTo(500_000);
    running.lane.install(List.of(StageSpec.of(by, throttle(1, probe("t")))));

    running.lane.advanceTo(1_000_000);

    assertThat(running.told()).singleElement().asString().startsWith("dropped UNFINISHED");
    assertThat(running.lane.nextDueMicros()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theRulesBeforeAreLetGoOfWhenAllCopiesHaveGoneOver() throws Exception {
    Running running = new Running();
    WeakReference<Object> before = installLarge(running);
    running.lane.install(List.of(byHost(over(2, throttle(1, probe("new"))))));
    running.lane.advanceTo(10_000_000);

    for (int i = 0; i < 50 && before.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(before.get()).isNull();
    running.at(10_000_000, "h1");
  }

  private static WeakReference<Object> installLarge(Running running) {
    RuleFunction<EventPredicate> function = RuleFunction.of((event, now) -> true, "true");
    running.lane.install(
        List.of(byHost(StageSpec.of(new WhereSpec(function), throttle(1, probe("old"))))));
    for (int i = 0; i < 3_000; i++) {
      running.at(i, "h" + i);
    }
    return new WeakReference<>(function);
  }
}
