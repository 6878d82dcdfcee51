package io.tocsin.bench.gate;

import com.sun.management.ThreadMXBean;
import io.tocsin.bench.BenchLane;
import io.tocsin.bench.Traffic;
import io.tocsin.event.Event;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One round of every workload in a fresh JVM, in slices: after each it prints a line and waits for
 * one, so that two commits can take turns of some milliseconds and have the same neighbours. The
 * line that ends a workload is its name, events by the second of the thread's CPU time, bytes
 * allocated by the event, bytes kept by the key, tabs between; the others are empty.
 */
public final class Rounds {

  private static final int CHUNKS = 8;
  private static final int MANY_KEYS = 20_000;
  private static final double SLICE_SECONDS = 0.02;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final BenchLane lane;
  private final Traffic traffic;
  private final Event[] events = new Event[CHUNKS * Traffic.CHUNK];
  private final List<Double> speeds = new ArrayList<>();
  private long count;
  private long allocatedBytes;

  private Rounds(BenchLane lane, Workload workload) {
    this.lane = lane;
    traffic = new Traffic(workload.keys());
  }

  /**
   * Runs them. At the end of its input it waits no more.
   *
   * @param args seconds of CPU time to warm up, and to measure, for each workload
   */
  public static void main(String[] args) throws IOException {
    int warmSlices = (int) Math.ceil(Double.parseDouble(args[0]) / SLICE_SECONDS);
    int measuredSlices = (int) Math.ceil(Double.parseDouble(args[1]) / SLICE_SECONDS);
    for (Workload workload : Workload.values()) {
      BenchLane lane = BenchLane.of(workload.rules());
      double bytesOfKey = bytesOfKey(lane.anew());
      Rounds measured = new Rounds(lane, workload);
      measured.run(warmSlices);
      measured.forget();
      measured.run(measuredSlices);
      System.out.printf(
          Locale.ROOT,
          "%s\t%.0f\t%.3f\t%.3f%n",
          workload,
          new Samples(measured.speeds.stream().mapToDouble(Double::doubleValue).toArray()).median(),
          (double) measured.allocatedBytes / measured.count,
          bytesOfKey);
    }
  }

  private void run(int slices) throws IOException {
    for (int i = 0; i < slices; i++) {
      slice();
      System.out.println();
      System.out.flush();
      for (int read = System.in.read(); read >= 0 && read != '\n'; ) {
        read = System.in.read();
      }
    }
  }

  private void forget() {
    speeds.clear();
    count = 0;
    allocatedBytes = 0;
  }

  /** The events are made outside of what is measured. */
  private void slice() {
    long cpuNanos = 0;
    long before = count;
    while (cpuNanos < SLICE_SECONDS * 1e9) {
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
    speeds.add((count - before) * 1e9 / cpuNanos);
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
