package io.tocsin.bench.gate;

import com.sun.management.ThreadMXBean;
import io.tocsin.bench.BenchLane;
import io.tocsin.bench.Traffic;
import io.tocsin.event.Event;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * One round of every workload in a fresh JVM. Prints a line for each of them: its name, events by
 * the second of the thread's CPU time, bytes allocated by the event, bytes kept by the key; tabs
 * between.
 */
public final class Rounds {

  private static final int CHUNKS = 8;
  private static final int MANY_KEYS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final BenchLane lane;
  private final Traffic traffic;
  private final Event[] events = new Event[CHUNKS * Traffic.CHUNK];
  private long count;
  private long cpuNanos;
  private long allocatedBytes;

  private Rounds(BenchLane lane, Workload workload) {
    this.lane = lane;
    traffic = new Traffic(workload.keys());
  }

  /**
   * Runs them.
   *
   * @param args seconds of CPU time to warm up, and to measure, for each workload
   */
  public static void main(String[] args) {
    long warmNanos = (long) (Double.parseDouble(args[0]) * 1e9);
    long measuredNanos = (long) (Double.parseDouble(args[1]) * 1e9);
    for (Workload workload : Workload.values()) {
      BenchLane lane = BenchLane.of(workload.rules());
      double bytesOfKey = bytesOfKey(lane.anew());
      Rounds rounds = new Rounds(lane, workload);
      rounds.run(warmNanos);
      rounds.run(measuredNanos);
      System.out.printf(
          Locale.ROOT,
          "%s\t%.0f\t%.3f\t%.3f%n",
          workload,
          rounds.count * 1e9 / rounds.cpuNanos,
          (double) rounds.allocatedBytes / rounds.count,
          bytesOfKey);
    }
  }

  /** The events are made outside of what is measured. */
  private void run(long nanos) {
    count = 0;
    cpuNanos = 0;
    allocatedBytes = 0;
    while (cpuNanos < nanos) {
      for (int i = 0; i < CHUNKS; i++) {
        System.arraycopy(traffic.next(), 0, events, i * Traffic.CHUNK, Traffic.CHUNK);
      }
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long cpu = THREADS.getCurrentThreadCpuTime();
      lane.run(events);
      cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
      allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - bytes;
      count += events.length;
    }
  }

  /** What one event of each of many keys leaves on the heap. */
  private static double bytesOfKey(BenchLane lane) {
    Traffic traffic = new Traffic(MANY_KEYS);
    lane.run(traffic.next());
    long before = usedBytes();
    lane.run(traffic.onceEach().toArray(new Event[0]));
    double bytes = (double) (usedBytes() - before) / MANY_KEYS;
    // Both are still needed: they are what is weighed.
    lane.run(traffic.next());
    return bytes;
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
