package io.tocsin.sink;

import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The outboxes of a hub, opened when they are first asked for. Equal settings share one.
 *
 * <p>Thread-safe. A gauge {@code tocsin.sink.waiting} for each name counts the messages not yet
 * settled.
 */
public final class RunningOutboxes implements Outboxes, AutoCloseable {

  private static final long LOG_INTERVAL_MICROS = 60_000_000;
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long an output that left the rules may go on delivering what waits for it. */
  private static final Duration GRACE_OF_REMOVED = Duration.ofMinutes(1);

  private final MemoryOutbox.Shared shared;
  private final Map<SinkSettings, MemoryOutbox> running = new ConcurrentHashMap<>();
  private final Map<MemoryOutbox, Thread> leaving = new ConcurrentHashMap<>();

  public RunningOutboxes(TimeSource time, Telemetry telemetry) {
    this.shared =
        new MemoryOutbox.Shared(
            time,
            telemetry,
            new QuietLog(LoggerFactory.getLogger(RunningOutboxes.class), time, LOG_INTERVAL_MICROS),
            watch(),
            () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Keeps nothing of an attempt that has ended, however far off its end was to be. */
  static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "tocsin-sink-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  @Override
  public Outbox of(SinkSettings settings) {
    return running.computeIfAbsent(settings, this::start);
  }

  private MemoryOutbox start(SinkSettings settings) {
    String name = settings.name();
    shared.telemetry().gauge("tocsin.sink.waiting", () -> waiting(name), "sink", name);
    return new MemoryOutbox(settings, shared);
  }

  private int waiting(String name) {
    return all()
        .map(MemoryOutbox::status)
        .filter(status -> status.name().equals(name))
        .mapToInt(OutboxStatus::waiting)
        .sum();
  }

  private Stream<MemoryOutbox> all() {
    return Stream.concat(running.values().stream(), leaving.keySet().stream());
  }

  /**
   * Lets go of all outputs but these, at once for those who ask and in the background for what
   * waits: an output that is not kept takes no more messages, delivers for up to a minute and
   * counts the rest as lost.
   */
  public void retain(Set<? extends SinkSettings> kept) {
    for (SinkSettings settings : List.copyOf(running.keySet())) {
      if (!kept.contains(settings)) {
        MemoryOutbox outbox = running.remove(settings);
        if (outbox != null) {
          leave(outbox, GRACE_OF_REMOVED);
        }
      }
    }
  }

  private Thread leave(MemoryOutbox outbox, Duration grace) {
    Thread closer =
        new Thread(
            () -> {
              outbox.close(grace);
              leaving.remove(outbox);
            },
            "tocsin-sink-close");
    closer.setDaemon(true);
    leaving.put(outbox, closer);
    closer.start();
    return closer;
  }

  /** All outboxes, also those that are leaving, by name. */
  public List<OutboxStatus> status() {
    return all()
        .map(MemoryOutbox::status)
        .sorted(Comparator.comparing(OutboxStatus::name).thenComparing(OutboxStatus::kind))
        .toList();
  }

  /** Closes with a grace of five seconds. */
  @Override
  public void close() {
    close(GRACE);
  }

  /**
   * Closes all outboxes at the same time, each with that grace; those that are leaving already end
   * theirs with it. Not to be used after.
   */
  public void close(Duration grace) {
    List<Thread> closers = new ArrayList<>(leaving.values());
    for (SinkSettings settings : List.copyOf(running.keySet())) {
      MemoryOutbox outbox = running.remove(settings);
      if (outbox != null) {
        closers.add(leave(outbox, grace));
      }
    }
    long deadline = RetryPolicy.later(shared.time().elapsedMicros(), grace);
    for (Thread closer : closers) {
      finish(closer, deadline);
    }
    shared.watch().shutdownNow();
  }

  /** Waits for a closer until the deadline, then ends its grace and waits for its count. */
  private void finish(Thread closer, long deadlineMicros) {
    try {
      closer.join(Math.max(1, (deadlineMicros - shared.time().elapsedMicros()) / 1_000));
      if (closer.isAlive()) {
        closer.interrupt();
        closer.join(2_000);
      }
    } catch (InterruptedException e) {
      closer.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
