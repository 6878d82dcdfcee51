package io.tocsin.server.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Readings that grow by a fixed step at each look, so that what is made of them is known. Garbage
 * takes a millisecond each time somebody asks.
 */
public final class SteadyMeter implements Meter {

  public static final long CPU_STEP = 1_000_000;
  public static final long WALL_STEP = 2_000_000;
  public static final long ALLOCATED_STEP = 4096;

  private long cpu;
  private long wall;
  private long gc;
  private long allocated;
  private final boolean tellsAllocated;
  private long[] heaps = {1_000_000};
  private int heap;

  public SteadyMeter() {
    this(true);
  }

  SteadyMeter(boolean tellsAllocated) {
    this.tellsAllocated = tellsAllocated;
  }

  /** What the heap is found to be, one after the other, the last for ever. */
  SteadyMeter heaps(long... bytes) {
    heaps = bytes;
    return this;
  }

  @Override
  public long cpuNanos() {
    return cpu += CPU_STEP;
  }

  @Override
  public LongSupplier cpuNanosOfThisThread() {
    AtomicLong nanos = new AtomicLong();
    return () -> nanos.addAndGet(CPU_STEP);
  }

  @Override
  public long wallNanos() {
    return wall += WALL_STEP;
  }

  @Override
  public long gcMillis() {
    return gc++;
  }

  @Override
  public long allocatedBytes() {
    return tellsAllocated ? allocated += ALLOCATED_STEP : -1;
  }

  @Override
  public long heapAfterGc() {
    long bytes = heaps[Math.min(heap, heaps.length - 1)];
    heap++;
    return bytes;
  }
}
