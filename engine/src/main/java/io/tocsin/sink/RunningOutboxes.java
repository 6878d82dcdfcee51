package io.tocsin.sink;

import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The outboxes of a hub, opened when they are first asked for, or told to {@link #prepare}. Equal
 * settings share one.
 *
 * <p>Thread-safe. A gauge {@code tocsin.sink.waiting} for each name counts the messages not yet
 * settled.
 */
public final class RunningOutboxes implements Outboxes, AutoCloseable {

  private static final long LOG_INTERVAL_MICROS = 60_000_000;
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long an output that left the rules may go on delivering what waits for it. */
  private static final Duration GRACE_OF_REMOVED = Duration.ofMinutes(1);

  private final OutboxShared shared;
  private final OutboxStores stores;
  private final Orphans orphans;
  private final Map<SinkSettings, Running> running = new ConcurrentHashMap<>();

  /** Whether any output asks for listeners to wait. */
  private volatile boolean isWaitedFor;

  private final Map<Running, Thread> leaving = new ConcurrentHashMap<>();
  private volatile boolean closing;

  private record Running(OutboxKey key, RunningOutbox outbox) {}

  /** Outboxes in memory. */
  public RunningOutboxes(TimeSource time, Telemetry telemetry) {
    this(time, telemetry, OutboxStores.NONE);
  }

  /**
   * Outboxes that are kept.
   *
   * @param stores closed with these
   */
  public RunningOutboxes(TimeSource time, Telemetry telemetry, OutboxStores stores) {
    QuietLog log =
        new QuietLog(LoggerFactory.getLogger(RunningOutboxes.class), time, LOG_INTERVAL_MICROS);
    this.stores = stores;
    this.shared =
        new OutboxShared(
            time, telemetry, log, watch(), () -> ThreadLocalRandom.current().nextDouble());
    this.orphans = new Orphans(stores, time, log);
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
    return running.computeIfAbsent(settings, this::start).outbox();
  }

  /**
   * Gets ready for outputs that are about to be asked for, besides those that run: opens what is
   * kept of them, and has one whose settings have changed share the outbox that it had, which goes
   * on as before until {@link #retain}. Reads files; not for a lane's thread.
   */
  public synchronized void prepare(Collection<? extends SinkSettings> next) {
    Set<SinkSettings> wanted = new HashSet<>(next);
    for (SinkSettings settings : next) {
      if (running.containsKey(settings)) {
        continue;
      }
      running.entrySet().stream()
          .filter(e -> !wanted.contains(e.getKey()) && e.getValue().key().fits(settings))
          .filter(e -> wanted.stream().noneMatch(w -> e.getValue().equals(running.get(w))))
          .map(Map.Entry::getValue)
          .findFirst()
          .ifPresentOrElse(same -> running.put(settings, same), () -> openKept(settings));
    }
    lookWhoWaits(next);
    takeInOrphans();
  }

  private void lookWhoWaits(Collection<? extends SinkSettings> settings) {
    isWaitedFor =
        settings.stream().anyMatch(each -> each.outbox().limits().whenFull() == WhenFull.BLOCK);
  }

  /** Something may wait for it; one in memory is opened when it is asked for. */
  private void openKept(SinkSettings settings) {
    if (stores != OutboxStores.NONE) {
      of(settings);
    }
  }

  private Running start(SinkSettings settings) {
    isWaitedFor |= settings.outbox().limits().whenFull() == WhenFull.BLOCK;
    String name = settings.name();
    shared.telemetry().gauge("tocsin.sink.waiting", () -> waiting(name), "sink", name);
    shared
        .telemetry()
        .gauge(
            "tocsin.outbox.unwritten",
            () ->
                all()
                    .filter(one -> one.key().name().equals(name))
                    .mapToInt(one -> one.outbox().unwritten())
                    .sum(),
            "sink",
            name);
    OutboxKey key = freeKey(settings);
    orphans.release(key);
    return new Running(key, new RunningOutbox(settings, stores.open(key), shared));
  }

  private OutboxKey freeKey(SinkSettings settings) {
    Set<OutboxKey> used = new HashSet<>();
    all().forEach(one -> used.add(one.key()));
    int copy = 1;
    while (used.contains(OutboxKey.of(settings, copy))) {
      copy++;
    }
    return OutboxKey.of(settings, copy);
  }

  private int waiting(String name) {
    return status().stream()
        .filter(status -> status.name().equals(name))
        .mapToInt(OutboxStatus::waiting)
        .sum();
  }

  private Stream<Running> all() {
    return Stream.concat(running.values().stream(), leaving.keySet().stream()).distinct();
  }

  /**
   * Lets go of all outputs but these, at once for those who ask and in the background for what
   * waits: an output that is not kept takes no more messages, delivers for up to a minute and
   * leaves the rest to its store, or counts it as lost. An outbox that several settings share goes
   * on with those that are kept.
   */
  public synchronized void retain(Set<? extends SinkSettings> kept) {
    for (SinkSettings settings : List.copyOf(running.keySet())) {
      Running outbox = kept.contains(settings) ? null : running.remove(settings);
      if (outbox != null && !running.containsValue(outbox)) {
        leave(outbox, GRACE_OF_REMOVED);
      }
    }
    running.forEach((settings, one) -> one.outbox().change(settings));
    lookWhoWaits(kept);
  }

  private Thread leave(Running one, Duration grace) {
    Thread closer =
        new Thread(
            () -> {
              one.outbox().close(grace);
              leaving.remove(one);
              takeInOrphans();
            },
            "tocsin-sink-close");
    closer.setDaemon(true);
    leaving.put(one, closer);
    closer.start();
    return closer;
  }

  private synchronized void takeInOrphans() {
    if (closing) {
      return;
    }
    Set<OutboxKey> used = new HashSet<>();
    all().forEach(one -> used.add(one.key()));
    stores.found().stream().filter(key -> !used.contains(key)).forEach(orphans::take);
  }

  /** All outboxes, also those that are leaving, by name. */
  public List<OutboxStatus> status() {
    return all()
        .map(one -> one.outbox().status())
        .sorted(Comparator.comparing(OutboxStatus::name).thenComparing(OutboxStatus::kind))
        .toList();
  }

  /**
   * A question, to be asked from time to time: whether all messages that were taken until now are
   * on disk, where they are to be.
   */
  public BooleanSupplier written() {
    List<BooleanSupplier> each = all().map(one -> one.outbox().written()).toList();
    return () -> each.stream().allMatch(BooleanSupplier::getAsBoolean);
  }

  /**
   * Whether there is room in all outboxes whose outputs ask for listeners to wait: those should
   * stop reading while there is not. Costs nothing while no output asks for it.
   */
  public boolean hasRoom() {
    return !isWaitedFor || running.values().stream().allMatch(one -> one.outbox().hasRoom());
  }

  /** The outboxes, and what is kept for outputs that have left the rules, with dead letters. */
  public List<OutboxContents> contents() {
    List<OutboxContents> contents = new ArrayList<>();
    all()
        .sorted(Comparator.comparing(one -> one.key().name()))
        .forEach(
            one ->
                contents.add(
                    new OutboxContents(one.outbox().status(), one.outbox().deadLetters())));
    for (OutboxKey key : orphans.keys()) {
      contents.add(OutboxContents.orphan(key, orphans.letters(key), orphans.bytes(key)));
    }
    return contents;
  }

  /**
   * Has dead letters of outputs that run wait again, behind all others.
   *
   * @param output the outputs' name
   * @return how many
   */
  public int retry(String output, Predicate<DeadLetter> which) {
    return all()
        .filter(one -> one.key().name().equals(output))
        .mapToInt(one -> one.outbox().retry(which))
        .sum();
  }

  /**
   * Removes dead letters for good, also of outputs that have left the rules.
   *
   * @param output the outputs' name
   * @return how many
   */
  public int drop(String output, Predicate<DeadLetter> which) {
    return all()
            .filter(one -> one.key().name().equals(output))
            .mapToInt(one -> one.outbox().drop(which))
            .sum()
        + orphans.drop(key -> key.name().equals(output), which);
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
    closing = true;
    List<Thread> closers = new ArrayList<>(leaving.values());
    for (Running one : Set.copyOf(running.values())) {
      closers.add(leave(one, grace));
    }
    running.clear();
    long deadline = RetryPolicy.later(shared.time().elapsedMicros(), grace);
    for (Thread closer : closers) {
      finish(closer, deadline);
    }
    orphans.close();
    stores.close();
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
