package io.tocsin.server.bench;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that looks, some thousand times a second and at uneven intervals, which rule a lane is
 * in. A look counts only when the lane has run since the one before: while it waits for a processor
 * it would be found in the same rule over and over. Close it to have the counts.
 */
final class Sampler implements AutoCloseable {

  private static final int SHORTEST_NANOS = 100_000;
  private static final int SPREAD_NANOS = 300_000;
  private static final int LEAST_CPU_NANOS = SHORTEST_NANOS / 2;

  private final Marks marks;
  private final LongSupplier laneCpuNanos;
  private final long[] counts;
  private long lastCpuNanos;
  private final Thread thread = new Thread(this::run, "bench-sampler");
  private volatile boolean closed;

  /**
   * One that does not look by itself.
   *
   * @param laneCpuNanos the processor time of the lane's thread, asked for by another one
   */
  Sampler(Marks marks, int rules, LongSupplier laneCpuNanos) {
    this.marks = marks;
    this.laneCpuNanos = laneCpuNanos;
    counts = new long[rules + 1];
  }

  /** Looks from now on. */
  static Sampler start(Marks marks, int rules, LongSupplier laneCpuNanos) {
    Sampler sampler = new Sampler(marks, rules, laneCpuNanos);
    sampler.thread.setDaemon(true);
    sampler.thread.start();
    return sampler;
  }

  private void run() {
    SplittableRandom random = new SplittableRandom(1);
    while (!closed) {
      LockSupport.parkNanos(SHORTEST_NANOS + random.nextInt(SPREAD_NANOS));
      look();
    }
  }

  /** Looks once. */
  void look() {
    int current = marks.current();
    long cpuNanos = laneCpuNanos.getAsLong();
    boolean ran = cpuNanos - lastCpuNanos >= LEAST_CPU_NANOS;
    lastCpuNanos = cpuNanos;
    if (ran && current != Marks.AWAY) {
      counts[current]++;
    }
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often the lane was found in each rule, by its number; once closed. */
  long[] counts() {
    return counts;
  }
}
