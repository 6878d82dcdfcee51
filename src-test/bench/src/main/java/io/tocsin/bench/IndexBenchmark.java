package io.tocsin.bench;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.index.IndexSettings;
import io.tocsin.time.TimerQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the index costs, by the event: one that replaces an entry, one that is found, one that
 * expires.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IndexBenchmark {

  private static final long LONG_MICROS = 120_000_000;

  /** Pairs of host and service. */
  @Param({"1000", "100000"})
  public int keys = 1000;

  private final TimerQueue timers = new TimerQueue();
  private Traffic traffic = new Traffic(10);
  private Event[] events = {};
  private long expired;
  private long later;
  private final Index index =
      new Index(IndexSettings.DEFAULT, timers, e -> e.timeMicrosOr(0), e -> expired++);

  @Setup(Level.Trial)
  public void fill() {
    traffic = new Traffic(keys);
    traffic.onceEach().forEach(event -> index.put(event, traffic.nowMicros()));
  }

  @Setup(Level.Invocation)
  public void make() {
    events = traffic.next();
  }

  @Benchmark
  @OperationsPerInvocation(Traffic.CHUNK)
  public long put() {
    for (Event event : events) {
      index.put(event, event.timeMicrosOr(0));
    }
    return index.size();
  }

  @Benchmark
  @OperationsPerInvocation(Traffic.CHUNK)
  public int get() {
    int found = 0;
    for (Event event : events) {
      if (index.get(event.getHost(), event.getService()) != null) {
        found++;
      }
    }
    return found;
  }

  /** Entries come, and are all gone two minutes later. */
  @Benchmark
  @OperationsPerInvocation(Traffic.CHUNK)
  public long putAndExpire() {
    later += LONG_MICROS;
    long now = traffic.nowMicros() + later;
    for (Event event : events) {
      index.put(event.withTimeMicros(now), now);
    }
    for (TimerQueue.Timer timer = timers.takeDue(now + LONG_MICROS);
        timer != null;
        timer = timers.takeDue(now + LONG_MICROS)) {
      TimerQueue.fire(timer);
    }
    return expired;
  }
}
