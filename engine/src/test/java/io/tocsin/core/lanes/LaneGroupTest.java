package io.tocsin.core.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.Lane;
import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.partition.LaneKey;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

/** The test's thread is the merge lane's; what others submit to it runs when the test waits. */
@Timeout(60)
final class LaneGroupTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicLong clock = new AtomicLong(1_000_000_000);
  private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
  private final Telemetry telemetry = new Telemetry();
  private final Recorded recorded = new Recorded();
  private final Lane merge = recorded.merge();
  private LaneGroup group = group(2);

  private LaneGroup group(int lanes) {
    return new LaneGroup(
        merge,
        lanes,
        LaneKey.HOST,
        new LaneGroup.Running(
            recorded::byKey,
            submitted::add,
            clock::get,
            telemetry,
            new QuietLog(NOPLogger.NOP_LOGGER, clock::get, 1)));
  }

  private void start(List<StageSpec> rules) {
    group.start();
    merge.catchUpTo(clock.get());
    group.install(rules);
  }

  @AfterEach
  void stop() {
    group.stop(LONG);
  }

  private void arrive(long micros, Event event) {
    merge.catchUpTo(clock.addAndGet(micros));
    merge.accept(event);
  }

  private static Event event(String host) {
    return Event.builder().host(host).state("ok").metric(1).build();
  }

  private void until(BooleanSupplier reached) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting").isLessThan(deadline);
      Runnable task = submitted.poll();
      if (task == null) {
        Thread.onSpinWait();
      } else {
        merge.catchUpTo(clock.get());
        task.run();
        group.inputDone();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void eachKeyHasTheLinesOfLanesInStep(int lanes) {
    group = group(lanes);
    start(KeyedRules.ALL);
    Recorded expected = new Recorded();
    LanesInStep step = new LanesInStep(expected.merge(), List.of(), LaneKey.HOST);
    step.advanceTo(clock.get());
    step.install(KeyedRules.ALL);
    Random random = new Random(11);
    for (int i = 0; i < 5000; i++) {
      long micros = random.nextInt(20_000);
      Event event = KeyedRules.event(random);
      arrive(micros, event);
      step.advanceTo(clock.get());
      step.accept(event);
      if (random.nextInt(10) == 0) {
        group.inputDone();
      }
      if (i % 1000 == 999) {
        group.install(KeyedRules.ALL);
        step.install(KeyedRules.ALL);
      }
    }

    group.close();
    step.close();

    assertThat(expected.byHost()).hasSizeGreaterThan(20);
    assertThat(recorded.byHost()).isEqualTo(expected.byHost());
    assertThat(recorded.losses).isEqualTo(expected.losses).containsKey("failed");
    assertThat(group.status()).hasSize(lanes);
    long ran = group.status().stream().mapToLong(LaneGroup.Status::events).sum();
    assertThat(ran).isGreaterThanOrEqualTo(lanes == 0 ? 0 : 5000);
  }

  @Test
  void whatIsDueHappensWithoutFurtherInput() {
    start(
        List.of(
            KeyedRules.byHost(
                KeyedRules.probe(new BatchSpec(10, Duration.ofSeconds(1)), "batch"))));
    arrive(0, event("a"));
    arrive(0, event("b"));
    group.inputDone();

    clock.addAndGet(1_000_000);
    until(() -> recorded.lines.size() == 2);

    assertThat(recorded.lines)
        .anyMatch(line -> line.startsWith("a batch"))
        .anyMatch(line -> line.startsWith("b batch"));
  }

  @Test
  void whatRulesHoldIsKeptWhenTheyAreReplacedAndSentOnceWhenTheyAreClosed() {
    List<StageSpec> rules =
        List.of(
            KeyedRules.byHost(KeyedRules.probe(new BatchSpec(10, Duration.ofSeconds(1)), "batch")));
    start(rules);
    arrive(0, event("a"));
    arrive(0, event("b"));

    group.install(rules);
    assertThat(recorded.lines).isEmpty();

    arrive(0, event("c"));
    group.close();
    arrive(0, event("d"));
    assertThat(recorded.lines).hasSize(3);
  }

  @Test
  void rulesThatALaneCannotBuildChangeNothing() {
    List<StageSpec> rules = List.of(KeyedRules.byHost(StageSpec.of(new ProbeSpec("old"))));
    start(rules);

    assertThatThrownBy(
            () ->
                group.install(
                    List.of(
                        StageSpec.of(new ProbeSpec("new")),
                        StageSpec.of(new BuildsNotOn("lane-2"), rules.get(0)))))
        .hasMessageContaining("not on lane-2");

    arrive(0, event("a"));
    arrive(0, event("b"));
    arrive(0, event("c"));
    group.close();
    assertThat(recorded.byHost()).containsOnlyKeys("a", "b", "c");
    assertThat(recorded.lines).hasSize(3).allMatch(line -> line.contains(" old "));
  }

  @Test
  void nothingIsHandedOverWhenNoRuleIsByKey() {
    start(List.of(StageSpec.of(new ProbeSpec("all")), KeyedRules.byHost(indexed())));

    arrive(0, event("a"));
    group.inputDone();
    group.close();

    assertThat(recorded.lines).hasSize(1);
    assertThat(merge.index().size()).isEqualTo(1);
    assertThat(group.status()).extracting(LaneGroup.Status::events).containsOnly(0L);
  }

  private static StageSpec indexed() {
    return StageSpec.of(new IndexSpec());
  }

  private static StageSpec rule(OperatorSpec<?, ?> operator, StageSpec... children) {
    return named("shared", operator, children);
  }

  private static StageSpec named(String rule, OperatorSpec<?, ?> operator, StageSpec... children) {
    return new StageSpec(operator, List.of(List.of(children)), rule, Place.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "keyed"})
  void aTapTellsOnTheMergeLaneOnceWhatEntersARuleOnAnyLaneUntilItEnds(String name) {
    // One rule that both parts have, so that every event enters it on two lanes.
    start(
        List.of(
            rule(BySpec.of("host"), rule(new ProbeSpec("own"))),
            rule(new ProbeSpec("all")),
            named("keyed", BySpec.of("host"), StageSpec.of(new ProbeSpec("k")))));
    List<String> told = new ArrayList<>();
    Thread own = Thread.currentThread();
    Runnable tap =
        group.tap(
            name,
            event -> {
              assertThat(Thread.currentThread()).isSameAs(own);
              told.add(event.getHost());
            });
    for (String host : List.of("a", "b", "c", "d", "a")) {
      arrive(0, event(host));
    }
    group.inputDone();
    until(() -> told.size() == 5);

    tap.run();
    arrive(0, event("e"));
    group.close();
    until(submitted::isEmpty);

    assertThat(told).containsExactlyInAnyOrder("a", "b", "c", "d", "a");
  }

  @Test
  void aTapOfPointsNobodyHasNamesThoseThereAre() {
    start(
        List.of(
            KeyedRules.byHost(StageSpec.of(new ProbeSpec("own"))),
            StageSpec.of(new ProbeSpec("all"))));

    assertThatThrownBy(() -> group.tap("other", event -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("there are all, own");
  }

  @Test
  void whatNeedsTheWholeHubCannotBeMadeOnALaneByKey() {
    Lane byKey = recorded.byKey();

    assertThatThrownBy(() -> byKey.install(List.of(indexed())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Index.class.getSimpleName());
  }

  @Test
  void rulesAreNotInstalledOnceTheThreadsHaveEnded() {
    start(List.of());
    group.stop(LONG);

    assertThatThrownBy(() -> group.install(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lane-1 has ended");
  }

  /** Builds nowhere but on threads of another name. */
  private record BuildsNotOn(String thread) implements OperatorSpec<Event, Event> {

    @Override
    public boolean isStateless() {
      return true;
    }

    @Override
    public boolean keeps(String field) {
      return true;
    }

    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      if (Thread.currentThread().getName().equals(thread)) {
        throw new IllegalStateException("not on " + thread);
      }
      return context::emit;
    }
  }
}
