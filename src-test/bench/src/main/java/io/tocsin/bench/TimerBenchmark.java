package io.tocsin.bench;

import io.tocsin.time.TimerQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a timer costs, by the timer, with others waiting: set and fired, set and called off. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimerBenchmark {

  private static final int SPREAD_MICROS = 60_000_000;

  /** Timers that wait meanwhile. */
  @Param({"1000", "100000"})
  public int waiting = 1000;

  private final TimerQueue queue = new TimerQueue();
  private final Random random = new Random(42);
  private long nowMicros;

  private static final class Due extends TimerQueue.Timer {
    @Override
    protected void fire(long dueMicros) {}
  }

  @Setup
  public void fill() {
    for (int i = 0; i < waiting; i++) {
      set();
    }
  }

  private TimerQueue.Timer set() {
    Due due = new Due();
    queue.set(due, nowMicros + random.nextInt(SPREAD_MICROS));
    return due;
  }

  @Benchmark
  public long setAndFire() {
    set();
    nowMicros = queue.nextDueMicros();
    TimerQueue.Timer due = queue.takeDue(nowMicros);
    if (due != null) {
      TimerQueue.fire(due);
    }
    return nowMicros;
  }

  @Benchmark
  public int setAndCancel() {
    set().cancel();
    return queue.size();
  }
}
