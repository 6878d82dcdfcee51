package io.tocsin.server.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;

/** The readings of this JVM. */
public final class JvmMeter implements Meter {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  /**
   * The readings of this JVM.
   *
   * @throws IllegalStateException if it cannot tell the processor time of a thread
   */
  public JvmMeter() {
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      throw new IllegalStateException(
          "this JVM does not tell the processor time of a thread: use another one");
    }
  }

  @Override
  public long cpuNanos() {
    return threads.getCurrentThreadCpuTime();
  }

  @Override
  public LongSupplier cpuNanosOfThisThread() {
    long thread = Thread.currentThread().getId();
    return () -> threads.getThreadCpuTime(thread);
  }

  @Override
  public long wallNanos() {
    return System.nanoTime();
  }

  @Override
  public long gcMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return millis;
  }

  @Override
  public long allocatedBytes() {
    return threads instanceof com.sun.management.ThreadMXBean more
            && more.isThreadAllocatedMemorySupported()
        ? more.getThreadAllocatedBytes(Thread.currentThread().getId())
        : -1;
  }

  @Override
  public long heapAfterGc() {
    // What finalizers and cleaners held is free only at the second.
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
