package io.tocsin.server.bench;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that looks, some thousand times a second and at uneven intervals, which rule a lane is
 * in. Close it to have the counts.
 */
final class Sampler implements AutoCloseable {

  private static final int SHORTEST_NANOS = 100_000;
  private static final int SPREAD_NANOS = 300_000;

  private final Marks marks;
  private final long[] counts;
  private final Thread thread = new Thread(this::look, "bench-sampler");
  private volatile boolean closed;

  private Sampler(Marks marks, int rules) {
    this.marks = marks;
    counts = new long[rules + 1];
  }

  /** Looks from now on. */
  static Sampler start(Marks marks, int rules) {
    Sampler sampler = new Sampler(marks, rules);
    sampler.thread.setDaemon(true);
    sampler.thread.start();
    return sampler;
  }

  private void look() {
    SplittableRandom random = new SplittableRandom(1);
    while (!closed) {
      LockSupport.parkNanos(SHORTEST_NANOS + random.nextInt(SPREAD_NANOS));
      int current = marks.current();
      if (current != Marks.AWAY) {
        counts[current]++;
      }
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
