package io.tocsin.testkit;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.LaneContext;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Recordings;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.Sweeps;
import io.tocsin.stream.Topology;
import io.tocsin.time.TimerQueue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator, or a small tree of them, in virtual time: the clock starts at 0 and moves only by
 * {@link #advance}. What leaves is kept by branch, with the moment it left.
 *
 * <p>Confined to one thread.
 */
public final class OperatorHarness {

  /** The lead that an event's time may have over now. */
  public static final long MAX_SKEW_MICROS = 5_000_000;

  /** Something that left the operator: an event or a batch, and when. */
  public record Emission(Object item, long atMicros) {}

  private final TimerQueue timers = new TimerQueue();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
  private final List<Throwable> failures = new ArrayList<>();
  private final Map<Integer, List<Emission>> emissions = new HashMap<>();
  private final Topology topology;
  private long now;
  private long present;

  private OperatorHarness(OperatorSpec<?, ?> spec, int branches) {
    List<List<StageSpec>> children = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      children.add(List.of(StageSpec.of(new CollectSpec(this, i))));
    }
    topology =
        Topology.open(
            List.of(new StageSpec(spec, children, null, io.tocsin.stream.Place.UNKNOWN)),
            new HarnessLane());
  }

  private OperatorHarness(List<StageSpec> stages) {
    topology = Topology.open(stages, new HarnessLane());
  }

  /** An operator whose branches 0, 1 and 2 are collected. */
  public static OperatorHarness of(OperatorSpec<?, ?> spec) {
    return new OperatorHarness(spec, 3);
  }

  /**
   * A tree in which {@code collector} gives the stages whose input is kept. As with {@link #of},
   * what they get is read by {@link #emitted}.
   */
  public static OperatorHarness ofTree(
      java.util.function.Function<OperatorHarness.Collector, StageSpec> tree) {
    Collector collector = new Collector();
    OperatorHarness harness = new OperatorHarness(List.of(tree.apply(collector)));
    collector.harness = harness;
    return harness;
  }

  /** Makes collecting stages for {@link #ofTree}. */
  public static final class Collector {
    private OperatorHarness harness;

    /** A stage that keeps what it gets under a branch number. */
    public StageSpec collect(int branch) {
      return StageSpec.of(new LateCollectSpec(this, branch));
    }
  }

  /** Offers a service to the operator. For operators that ask for it while running. */
  public <T> OperatorHarness with(Class<T> type, T service) {
    services.put(type, service);
    return this;
  }

  /** Sends events at the present moment; those without time get none. */
  public OperatorHarness send(Event... events) {
    for (Event event : events) {
      topology.accept(event);
    }
    return this;
  }

  /** Moves the clock, running every timer due up to and including the new moment, in due order. */
  public OperatorHarness advanceMicros(long micros) {
    long until = now + micros;
    for (TimerQueue.Timer t = timers.takeDue(until); t != null; t = timers.takeDue(until)) {
      now = Math.max(now, t.dueMicros());
      TimerQueue.fire(t);
    }
    now = until;
    return this;
  }

  /** As {@link #advance}, but the clock jumps: operators may know how far. */
  public OperatorHarness jump(double seconds) {
    present = now + Math.round(seconds * 1e6);
    return advance(seconds);
  }

  /** As {@link #advanceMicros}, in seconds. */
  public OperatorHarness advance(double seconds) {
    return advanceMicros(Math.round(seconds * 1e6));
  }

  /** Closes the operator, as a reload or an idle key does. */
  public OperatorHarness close() {
    topology.close();
    return this;
  }

  /** What left by branch 0 since the last call: events, or batches. */
  public List<Object> take() {
    return take(0);
  }

  /** What left by a branch since the last call. */
  public List<Object> take(int branch) {
    List<Object> items = emitted(branch).stream().map(Emission::item).toList();
    emissions.remove(branch);
    return items;
  }

  /** What left by a branch, with the moments, since it was last taken. */
  public List<Emission> emitted(int branch) {
    return emissions.getOrDefault(branch, List.of());
  }

  /** How many items were dropped for each reason so far. */
  public Map<DropReason, Integer> drops() {
    return drops;
  }

  /** What the operator threw so far. */
  public List<Throwable> failures() {
    return failures;
  }

  /** Timers in force. */
  public int timers() {
    return timers.size();
  }

  /** The harness's clock in microseconds. */
  public long nowMicros() {
    return now;
  }

  private void keep(int branch, Object item) {
    emissions.computeIfAbsent(branch, b -> new ArrayList<>()).add(new Emission(item, now));
  }

  private record CollectSpec(OperatorHarness harness, int branch)
      implements OperatorSpec<Object, Object> {
    @Override
    public Operator<Object> create(OperatorContext<Object> context) {
      return item -> harness.keep(branch, item);
    }
  }

  private record LateCollectSpec(Collector collector, int branch)
      implements OperatorSpec<Object, Object> {
    @Override
    public Operator<Object> create(OperatorContext<Object> context) {
      return item -> collector.harness.keep(branch, item);
    }
  }

  private final class HarnessLane implements LaneContext {
    private final Sweeps sweeps = new Sweeps();
    private final Recordings recordings = new Recordings();

    @Override
    public Recordings recordings() {
      return recordings;
    }

    @Override
    public Sweeps sweeps() {
      return sweeps;
    }

    @Override
    public long nowMicros() {
      return now;
    }

    @Override
    public long presentMicros() {
      return Math.max(now, present);
    }

    @Override
    public long eventTimeMicros(Event event) {
      long time = event.timeMicrosOr(now);
      return time > now + MAX_SKEW_MICROS ? now : time;
    }

    @Override
    public TimerQueue timers() {
      return timers;
    }

    @Override
    public <T> T service(Class<T> type) {
      Object service = services.get(type);
      if (service == null) {
        throw new IllegalStateException("the harness offers no " + type.getSimpleName());
      }
      return type.cast(service);
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      drops.merge(reason, reason.lossesOf(item), Integer::sum);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      failures.add(failure);
    }
  }
}
