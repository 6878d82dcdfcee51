package io.tocsin.server;

import io.tocsin.event.Event;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The machine's own figures as events: load, processor, memory, disk, and the JVM's heap and
 * threads. Shares are from 0 to 1, with state ok, {@code warning} above 0.85 and {@code critical}
 * above 0.95.
 */
public final class Vitals implements AutoCloseable {

  private static final double WARNING = 0.85;
  private static final double CRITICAL = 0.95;

  private final String host;
  private final Duration every;
  private final Consumer<Event> events;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "vitals");
            t.setDaemon(true);
            return t;
          });

  /**
   * A source of figures; {@link #start} starts it.
   *
   * @param events takes each event, on this source's thread
   */
  public Vitals(String host, Duration every, Consumer<Event> events) {
    this.host = host;
    this.every = every;
    this.events = events;
  }

  public void start() {
    thread.scheduleAtFixedRate(this::report, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reports all figures once. */
  void report() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage();
    if (load >= 0) {
      figure("load", load, null, "1-minute load average");
      share("load/core", load / system.getAvailableProcessors(), "load for each processor", 2);
    }
    double cpu = system.getCpuLoad();
    if (cpu >= 0) {
      share("cpu", cpu, "share of processor time in use", 1);
    }
    long total = system.getTotalMemorySize();
    if (total > 0) {
      share("memory", MemoryInUse.bytes(system) / (double) total, "share of memory in use", 1);
    }
    disk(Path.of("/"));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    figure("jvm heap bytes", heap.getUsed(), null, "heap in use by the hub");
    figure(
        "jvm threads",
        ManagementFactory.getThreadMXBean().getThreadCount(),
        null,
        "threads of the hub");
  }

  private void disk(Path path) {
    try {
      FileStore store = Files.getFileStore(path);
      long total = store.getTotalSpace();
      if (total > 0) {
        share(
            "disk " + path, 1 - store.getUsableSpace() / (double) total, "share of disk in use", 1);
      }
    } catch (IOException e) {
      figure("disk " + path, Double.NaN, "unknown", "cannot be read: " + e.getMessage());
    }
  }

  /** A share whose alarm limits are scaled, for what may pass 1. */
  private void share(String service, double value, String description, double scale) {
    String state =
        value > CRITICAL * scale ? "critical" : value > WARNING * scale ? "warning" : "ok";
    figure(service, value, state, description);
  }

  private void figure(String service, Number value, String state, String description) {
    events.accept(
        Event.builder()
            .host(host)
            .service(service)
            .metric(value)
            .state(state == null ? "ok" : state)
            .description(description)
            .ttlMicros(every.toNanos() / 1000 * 3)
            .tag("vitals")
            .build());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
