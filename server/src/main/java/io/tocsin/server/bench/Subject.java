package io.tocsin.server.bench;

import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.server.bench.load.Block;
import io.tocsin.server.bench.load.Load;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Rules in force under a load. Confined to one thread. */
final class Subject {

  private static final List<DropReason> FULL = List.of(DropReason.INDEX_FULL, DropReason.KEY_LIMIT);

  private final DryRun run;
  private final Tally tally;
  private @Nullable Load load;
  private Block block = new Block();
  private long events;

  Subject(RuleSet rules, List<StageSpec> streams, Load load, Tally tally) {
    RuleSet some =
        new RuleSet(
            streams,
            rules.server(),
            rules.outputs(),
            List.of(),
            List.of(),
            rules.files(),
            rules.classes());
    this.load = load;
    this.tally = tally;
    run = new DryRun(some, load.startMicros(), tally, null);
  }

  /** Makes the events of the next block. */
  void prepare() {
    Objects.requireNonNull(load, "the load is forgotten").fill(block);
  }

  /** Runs the block that was prepared. */
  void run() {
    for (int i = 0; i < Block.SIZE; i++) {
      run.advanceTo(block.moment(i));
      run.accept(block.event(i));
    }
    events += Block.SIZE;
  }

  /** Lets go of the load and its events, so that only what the rules keep is in memory. */
  void forgetLoad() {
    load = null;
    block = new Block();
  }

  /** Events that went through the rules so far. */
  long events() {
    return events;
  }

  /** Whether keys were turned away because the index or a {@code by} was full. */
  boolean isFull() {
    return FULL.stream().anyMatch(reason -> tally.losses().containsKey(reason.label()));
  }

  /** Runs the block and notes how long each event took. */
  void runTimed(Meter meter, Histogram histogram) {
    for (int i = 0; i < Block.SIZE; i++) {
      long before = meter.wallNanos();
      run.advanceTo(block.moment(i));
      run.accept(block.event(i));
      long took = meter.wallNanos() - before;
      histogram.recordValue(Math.min(LatencyProfile.LONGEST_NANOS, Math.max(0, took)));
    }
    events += Block.SIZE;
  }

  /** Runs the block, marking the rule that the lane is in. */
  void runMarked(Marks marks, StageWatch timers) {
    marks.enter(Marks.LANE);
    for (int i = 0; i < Block.SIZE; i++) {
      if (run.nextDueMicros() <= block.moment(i)) {
        run.watch(timers);
        run.advanceTo(block.moment(i));
        run.watch(null);
      } else {
        run.advanceTo(block.moment(i));
      }
      run.accept(block.event(i));
    }
    events += Block.SIZE;
    marks.enter(Marks.AWAY);
  }
}
