package io.tocsin.server.bench;

import io.tocsin.dsl.RuleSet;
import io.tocsin.server.bench.load.Block;
import io.tocsin.server.bench.load.Load;
import io.tocsin.stream.StageSpec;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Measures rules under a load, one thing after another so that none disturbs the next: throughput,
 * latency, the cost of each rule, memory. On the calling thread; used once.
 */
public final class Bench {

  private static final int DIGITS = 3;
  private static final int MAX_PASSES = 60;

  /** Keys below which a heap's growth is hard to tell from noise. */
  private static final int MIN_KEYS = 10_000;

  private static final int MAX_READINGS = 6;
  private static final int AGREE_BYTES = 16_384;
  private static final int CLOCK_READINGS = 10_001;

  private final RuleSet rules;
  private final Load load;
  private final BenchPlan plan;
  private final Meter meter;
  private final BenchWatch watch;
  private final Stopwatch stopwatch;
  private long noise;

  /**
   * A measurement.
   *
   * @param rules with at least one stream; not closed here
   * @param load where to begin; what runs is {@code load.grown}
   */
  public Bench(RuleSet rules, Load load, BenchPlan plan, Meter meter, BenchWatch watch) {
    this.rules = rules;
    this.load = load;
    this.plan = plan;
    this.meter = meter;
    this.watch = watch;
    stopwatch = new Stopwatch(meter, watch);
  }

  /** Takes about as long as the plan says. */
  public BenchResult run() {
    Tally tally = new Tally(new Marks(0));
    Subject subject = new Subject(rules, rules.streams(), load.grown(1), tally);
    stopwatch.round(subject, plan.warmup().toNanos(), subject::run);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < BenchPlan.ROUNDS; i++) {
      long nanos = plan.duration().toNanos() / BenchPlan.ROUNDS;
      rounds.add(stopwatch.round(subject, nanos, subject::run));
    }
    LatencyProfile latency = latency(subject);
    RuleCosts costs = costs(BenchResult.median(rounds).cpuNanosPerEvent());
    return new BenchResult(
        rounds, latency, costs, memory(), tally.messages(), tally.losses(), tally.failure());
  }

  private LatencyProfile latency(Subject subject) {
    Histogram histogram = new Histogram(LatencyProfile.LONGEST_NANOS, DIGITS);
    // The code around the events differs from that of the rounds: it is warmed up by itself.
    long nanos = plan.duration().toNanos() / 2;
    Runnable timed = () -> subject.runTimed(meter, histogram);
    stopwatch.round(subject, nanos / 4, timed);
    histogram.reset();
    stopwatch.round(subject, nanos, timed);
    return LatencyProfile.of(histogram, clockNanos());
  }

  /** What is between two readings of the clock, as a rule. */
  private long clockNanos() {
    long[] gaps = new long[CLOCK_READINGS];
    for (int i = 0; i < gaps.length; i++) {
      long before = meter.wallNanos();
      gaps[i] = meter.wallNanos() - before;
    }
    Arrays.sort(gaps);
    return gaps[gaps.length / 2];
  }

  private RuleCosts costs(double nanosPerEvent) {
    RuleUnits units = new RuleUnits(rules.streams());
    int count = units.units().size();
    Marks marks = new Marks(count);
    IdentityHashMap<StageSpec, Integer> numbers = new IdentityHashMap<>();
    List<StageSpec> marked = units.marked(marks, numbers);
    Subject subject = new Subject(rules, marked, load.grown(1), new Tally(marks));
    TimerMarks timers = new TimerMarks(marks, numbers);
    Runnable block = () -> subject.runMarked(marks, timers);
    stopwatch.round(subject, plan.warmup().toNanos(), block);
    marks.reset();
    Round round;
    long[] counts;
    try (Sampler sampler = Sampler.start(marks, count, meter.cpuNanosOfThisThread())) {
      round = stopwatch.round(subject, plan.duration().toNanos(), block);
      counts = sampler.counts();
    }
    return RuleCosts.of(units, counts, marks, round, nanosPerEvent);
  }

  private KeyMemory memory() {
    int some = Math.max(1, (MIN_KEYS + load.keys() - 1) / load.keys());
    KeyMemory.Point none = new KeyMemory.Point(0, heap(loaded(load.grown(1), 0, 0)));
    Subject small = loaded(load.grown(some), Long.MAX_VALUE, plan.duration().toNanos());
    long events = small.events();
    long smallHeap = heap(small);
    small = null; // or its heap would count for the next
    Subject large = loaded(load.grown(2 * some), 2 * events, Long.MAX_VALUE);
    long largeHeap = heap(large);
    int keys = Math.multiplyExact(load.keys(), some);
    return new KeyMemory(
        List.of(
            none, new KeyMemory.Point(keys, smallHeap), new KeyMemory.Point(2 * keys, largeHeap)),
        (double) events / keys,
        noise,
        large.isFull());
  }

  /**
   * Rules that have seen a load.
   *
   * @param maxEvents the load ends after so many, rounded up to a block, or once each key has sent
   *     {@link #MAX_PASSES} events, or when each has sent one and the time has passed
   */
  private Subject loaded(Load grown, long maxEvents, long nanos) {
    long most = Math.min(maxEvents, (long) MAX_PASSES * grown.keys());
    Subject subject = new Subject(rules, rules.streams(), grown, new Tally(new Marks(0)));
    long start = meter.wallNanos();
    while (subject.events() < most
        && (subject.events() < grown.keys() || meter.wallNanos() - start < nanos)) {
      subject.prepare();
      subject.run();
      watch.ran(Block.SIZE);
    }
    subject.forgetLoad();
    return subject;
  }

  /**
   * The heap in use while the rules are there, without their load. Read until two readings agree:
   * what caches and cleaners hold goes only little by little.
   */
  private long heap(Subject subject) {
    try {
      long before = meter.heapAfterGc();
      long bytes = meter.heapAfterGc();
      for (int i = 0; i < MAX_READINGS && Math.abs(before - bytes) > AGREE_BYTES; i++) {
        before = bytes;
        bytes = meter.heapAfterGc();
      }
      noise = Math.max(noise, Math.abs(before - bytes));
      return bytes;
    } finally {
      Reference.reachabilityFence(subject);
    }
  }
}
