package io.tocsin.core.lanes;

import io.tocsin.core.Lane;
import io.tocsin.core.LanePlan;
import io.tocsin.core.PreparedRules;
import io.tocsin.event.Event;
import io.tocsin.source.LaneThread;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.LaneKey;
import io.tocsin.stream.partition.RuleSplit;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a running hub: the merge lane, which takes all input, and as many lanes by key as
 * there are to be; with none of them everything is the merge lane's.
 *
 * <p>All inputs of a lane by key come from the merge lane, in order, with their moment; also the
 * moments at which only its timers are due. The merge lane waits for a lane that is far behind, and
 * reads nothing meanwhile; the lanes never wait for it.
 *
 * <p>Used on the merge lane's thread, where not said otherwise.
 */
public final class LaneGroup {

  private final Lane merge;
  private final LaneKey key;
  private final Running running;
  private final PartitionLane[] lanes;
  private final LongAdder[] taken;
  private final LongAdder[] waits;
  private List<StageSpec> rules = List.of();

  /**
   * What lanes run with.
   *
   * @param lanes makes a lane by key
   * @param thread the way to the merge lane's thread
   * @param log for what fails on a lane outside of the rules
   */
  public record Running(
      Supplier<Lane> lanes,
      LaneThread thread,
      TimeSource time,
      Telemetry telemetry,
      QuietLog log) {}

  /** How a lane is doing: events it has taken, items that wait for it, times it was waited for. */
  public record Status(int lane, long events, int waiting, long waits) {}

  /**
   * A group whose threads {@link #start} starts.
   *
   * @param number of lanes by key; 0 for the merge lane alone
   */
  public LaneGroup(Lane merge, int number, LaneKey key, Running running) {
    this.merge = merge;
    this.key = key;
    this.running = running;
    lanes = new PartitionLane[number];
    taken = new LongAdder[number];
    waits = new LongAdder[number];
    for (int i = 0; i < number; i++) {
      lanes[i] = lane(i);
    }
  }

  private PartitionLane lane(int i) {
    Telemetry telemetry = running.telemetry();
    String name = String.valueOf(i + 1);
    taken[i] = telemetry.counter("tocsin.lane.events", "lane", name);
    waits[i] = telemetry.counter("tocsin.lane.full", "lane", name);
    HandOver handOver = new HandOver(waits[i]);
    telemetry.gauge("tocsin.lane.waiting", handOver::waiting, "lane", name);
    return new PartitionLane(
        "lane-" + name,
        running.lanes().get(),
        handOver,
        running.time(),
        lane -> running.thread().submit(() -> lane.moment(merge.nowMicros())),
        running.log(),
        taken[i]);
  }

  /** Starts the lanes by key; any thread, once. */
  public void start() {
    for (PartitionLane lane : lanes) {
      lane.start();
    }
  }

  /**
   * Rules for all lanes, as far as they can be made without them.
   *
   * @param split null where there is one lane
   */
  public record Plan(@Nullable RuleSplit split, LanePlan merge, List<LanePlan> lanes) {}

  /** What takes long of putting rules in force; any thread. To be installed once. */
  public Plan plan(List<StageSpec> next) {
    if (lanes.length == 0) {
      return new Plan(null, merge.plan(RuleSplit.Part.whole(next)), List.of());
    }
    RuleSplit split = RuleSplit.of(next, key);
    List<LanePlan> parts = Arrays.stream(lanes).map(lane -> lane.plan(split.parted())).toList();
    return new Plan(split, merge.plan(split.merged()), parts);
  }

  /** As {@link #install(Plan)}, of rules that have yet to be planned. */
  public void install(List<StageSpec> next) {
    install(plan(next));
  }

  /**
   * Puts rules in force on all lanes, between the same two events. If a lane cannot build them,
   * nothing changes. When it returns, what the old ones held has been sent on.
   */
  public void install(Plan plan) {
    RuleSplit split = plan.split();
    PreparedRules mine = merge.prepare(plan.merge());
    if (split == null) {
      mine.install();
      return;
    }
    List<PreparedRules> theirs;
    try {
      theirs = prepared(plan.lanes());
    } catch (RuntimeException e) {
      mine.discard();
      throw e;
    }
    List<CompletableFuture<Boolean>> installing = new ArrayList<>();
    for (int i = 0; i < lanes.length; i++) {
      PreparedRules prepared = theirs.get(i);
      installing.add(call(lanes[i], done(prepared::install)));
    }
    // What the merge lane's old rules reinject enters the new ones on all lanes.
    merge.followed(split.parted().rules().isEmpty() ? null : this::entered);
    mine.install();
    rules = split.all();
    inputDone();
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].await(installing.get(i));
    }
  }

  private List<PreparedRules> prepared(List<LanePlan> plans) {
    List<CompletableFuture<PreparedRules>> preparing = new ArrayList<>();
    for (int i = 0; i < lanes.length; i++) {
      LanePlan plan = plans.get(i);
      preparing.add(call(lanes[i], own -> own.prepare(plan)));
    }
    inputDone();
    List<PreparedRules> prepared = new ArrayList<>();
    RuntimeException failure = null;
    for (int i = 0; i < lanes.length; i++) {
      try {
        prepared.add(lanes[i].await(preparing.get(i)));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      for (int i = 0; i < lanes.length; i++) {
        discard(lanes[i], preparing.get(i));
      }
      throw failure;
    }
    return prepared;
  }

  private void discard(PartitionLane lane, CompletableFuture<PreparedRules> prepared) {
    if (prepared.isDone() && !prepared.isCompletedExceptionally()) {
      lane.await(call(lane, done(prepared.join()::discard)));
    }
  }

  private static Function<Lane, Boolean> done(Runnable work) {
    return lane -> {
      work.run();
      return true;
    };
  }

  private <T> CompletableFuture<T> call(PartitionLane lane, Function<Lane, T> work) {
    return lane.call(merge.nowMicros(), work);
  }

  private void entered(Event event, long nowMicros) {
    lanes[key.laneOf(event, lanes.length)].accept(event, nowMicros);
  }

  /** Lets the lanes see what they were handed. To be called after every input. */
  public void inputDone() {
    for (PartitionLane lane : lanes) {
      lane.publish();
    }
  }

  /**
   * Has everything told, on the merge lane's thread, that passes a probe or enters a rule on any
   * lane.
   *
   * @return ends it; idempotent
   * @throws IllegalArgumentException if the rules have no such point; names those they have
   */
  public Runnable tap(String name, Consumer<Event> to) {
    if (lanes.length == 0) {
      return merge.tap(name, to);
    }
    List<StageSpec> all = rules;
    Runnable here = merge.tap(all, name, to);
    TapBridge bridge =
        new TapBridge(to, running.thread(), running.telemetry().lost("laneBusy", "taps"));
    List<CompletableFuture<Runnable>> there = new ArrayList<>();
    for (PartitionLane lane : lanes) {
      there.add(call(lane, own -> own.tap(all, name, bridge::record)));
    }
    return () -> {
      here.run();
      bridge.close();
      for (int i = 0; i < lanes.length; i++) {
        // Done by then: it was handed over before.
        CompletableFuture<Runnable> attached = there.get(i);
        var unused = call(lanes[i], done(() -> attached.join().run()));
      }
    };
  }

  /** Whether all that is known has gone over to the rules in force; any thread. */
  public boolean isUpToDate() {
    return merge.sweeps().isEmpty() && Arrays.stream(lanes).allMatch(PartitionLane::isUpToDate);
  }

  /** Closes the rules of all lanes, flushing what must not be lost. */
  public void close() {
    install(List.of());
  }

  /** Ends the lanes' threads once they have done what they were handed; any thread. */
  public void stop(Duration within) {
    for (PartitionLane lane : lanes) {
      lane.end();
    }
    for (int i = 0; i < lanes.length; i++) {
      lanes[i].join(within);
      if (lanes[i].waiting() > 0) {
        running.telemetry().lost("stopped", "lane " + (i + 1)).add(lanes[i].waiting());
      }
    }
  }

  /** How each lane by key is doing, in their order; any thread. */
  public List<Status> status() {
    List<Status> all = new ArrayList<>();
    for (int i = 0; i < lanes.length; i++) {
      all.add(new Status(i + 1, taken[i].sum(), lanes[i].waiting(), waits[i].sum()));
    }
    return all;
  }
}
