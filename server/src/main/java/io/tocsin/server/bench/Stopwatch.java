package io.tocsin.server.bench;

import io.tocsin.server.bench.load.Block;

/** Runs blocks of events for a while and sums up what they took. Confined to one thread. */
final class Stopwatch {

  private final Meter meter;
  private final BenchWatch watch;
  private long events;
  private long cpu;
  private long wall;
  private long gc;
  private long allocated;

  Stopwatch(Meter meter, BenchWatch watch) {
    this.meter = meter;
    this.watch = watch;
  }

  /**
   * Runs a round: one block at least, and no more once the time has passed, that for making events
   * included.
   */
  Round round(Subject subject, long nanos, Runnable block) {
    events = 0;
    cpu = 0;
    wall = 0;
    gc = 0;
    allocated = 0;
    long start = meter.wallNanos();
    do {
      subject.prepare();
      measure(block);
      watch.ran(Block.SIZE);
    } while (meter.wallNanos() - start < nanos);
    return new Round(events, cpu, wall, gc, allocated);
  }

  private void measure(Runnable block) {
    long allocatedBefore = meter.allocatedBytes();
    long gcBefore = meter.gcMillis();
    long wallBefore = meter.wallNanos();
    long cpuBefore = meter.cpuNanos();
    block.run();
    cpu += meter.cpuNanos() - cpuBefore;
    wall += meter.wallNanos() - wallBefore;
    gc += meter.gcMillis() - gcBefore;
    long allocatedAfter = meter.allocatedBytes();
    allocated = allocatedAfter < 0 ? -1 : allocated + allocatedAfter - allocatedBefore;
    events += Block.SIZE;
  }
}
