package io.tocsin.server.state;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneIngress;
import io.tocsin.core.LaneRestored;
import io.tocsin.disk.Disk;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalHost;
import io.tocsin.journal.JournalSettings;
import io.tocsin.sink.RunningOutboxes;
import io.tocsin.snapshot.SnapshotInput;
import io.tocsin.snapshot.SnapshotStore;
import io.tocsin.stream.end.MessageNumbers;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.LaneLoop;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a hub outlives it. {@link #recover} on the lane's thread before anything comes in; then
 * snapshots are written every minute, or when so much has come in that reading it again would take
 * long; {@link #stop} once nothing comes in any more, then {@link #close}.
 */
public final class DurableState implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DurableState.class);
  private static final int KEEP = 2;
  private static final long EVERY_MICROS = 60_000_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

  /**
   * What is kept, and how it is reached.
   *
   * @param numbers of the lane
   * @param gate of the lane's messages; holds none unless inputs are written down
   */
  public record Parts(
      Lane lane,
      LaneIngress ingress,
      MessageNumbers numbers,
      RunningOutboxes outboxes,
      MessageGate gate,
      LaneLoop loop,
      TimeSource time,
      Telemetry telemetry) {}

  private final Path directory;
  private final boolean writes;
  private final Parts parts;
  private final Disk disk;
  private final SnapshotStore store;
  private final InputJournal log;
  private final Snapshots snapshots;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tocsin-state");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Journal journal;
  private long lastMicros;

  /**
   * The state in a directory, which is made if it is not there.
   *
   * @param writes whether inputs are written down
   */
  public DurableState(Disk disk, Path directory, boolean writes, Parts parts) throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.writes = writes;
    this.parts = parts;
    store =
        new SnapshotStore(
            disk, directory.resolve("snapshots"), KEEP, parts.time(), parts.telemetry());
    log = new InputJournal(parts.loop()::signal);
    snapshots =
        new Snapshots(
            store,
            parts.lane(),
            parts.loop(),
            new Snapshots.Disk() {
              @Override
              public long lastInput() {
                return journal == null ? 0 : journal.nextPosition() - 1;
              }

              @Override
              public long durableInput() {
                return journal == null ? 0 : journal.durablePosition();
              }

              @Override
              public BooleanSupplier sent(long position) {
                return parts.gate().written(position, parts.outboxes()::written);
              }
            },
            parts.time(),
            parts.telemetry(),
            timer,
            position -> release());
  }

  private void release() {
    if (journal != null) {
      journal.release(store.oldestPosition() + 1);
    }
  }

  /**
   * Has the lane, with its rules in place, go on where it was when the hub before ended. On the
   * lane's thread.
   *
   * @throws IOException if what is there cannot be used; says why, and the remedy
   */
  public void recover() throws IOException {
    long began = parts.time().elapsedMicros();
    long position = 0;
    boolean found = false;
    try (SnapshotInput input = store.newest(complaint -> LOG.error("{}", complaint))) {
      if (input != null) {
        found = true;
        position = input.meta().position();
        tell(parts.lane().restore(input.reader()));
      }
    }
    long replayed = openJournal(position);
    if (found || replayed > 0) {
      LOG.info(
          "state recovered: {} index entries, {} messages of the journal, in {} ms",
          parts.lane().index().size(),
          replayed,
          (parts.time().elapsedMicros() - began) / 1_000);
    }
    goOn();
    if (writes) {
      parts.ingress().writeTo(log);
    }
    lastMicros = parts.time().elapsedMicros();
    timer.scheduleWithFixedDelay(() -> parts.loop().submit(this::look), 1, 1, TimeUnit.SECONDS);
  }

  private static void tell(LaneRestored restored) {
    if (!restored.lost().isEmpty()) {
      LOG.warn(
          "the rules no longer have {} that had state, which is dropped: {}",
          restored.lost().size() == 1 ? "a verb" : "verbs",
          String.join(", ", restored.lost()));
    }
    if (restored.failures() > 0) {
      LOG.error("{} parts of the snapshot could not be taken on", restored.failures());
    }
  }

  /** Opens the journal, if there is or is to be one, and runs what is not in the snapshot. */
  private long openJournal(long position) throws IOException {
    Path folder = directory.resolve("journal");
    if (!writes && !Files.isDirectory(folder)) {
      return 0;
    }
    JournalHost host = new JournalHost(disk, parts.time(), parts.telemetry());
    Journal opened = Journal.open(JournalSettings.in(folder), host, position + 1, log);
    journal = opened;
    log.open(opened);
    if (opened.nextPosition() <= position) {
      throw new IOException(
          folder
              + ": ends at position "
              + (opened.nextPosition() - 1)
              + ", but the snapshot has all up to "
              + position
              + "; put the journal back, or move "
              + directory.resolve("snapshots")
              + " away to begin anew");
    }
    return new Replay(parts.lane()).run(opened, position + 1);
  }

  /**
   * Begins a life of its own: messages from now on are told apart from all before, also from those
   * that were sent because of inputs that a crash has taken away; who is in the index gets a whole
   * ttl to be heard again. That is written down before anything comes in, so that a crash soon
   * begins from here.
   */
  private void goOn() throws IOException {
    long now = parts.time().nowMicros();
    parts.numbers().beginRun(newRun());
    parts.lane().index().grace(Math.max(now, parts.lane().nowMicros()));
    await(snapshots.now());
    if (journal != null) {
      log.moment(Math.max(now, parts.lane().nowMicros()));
    }
    if (writes) {
      parts.gate().guard(log, parts.lane()::nowMicros);
    }
    parts.lane().catchUpTo(now);
  }

  /** A number that no other run has. */
  public static long newRun() {
    return ThreadLocalRandom.current().nextLong(1, 1L << 48);
  }

  private static void await(CompletableFuture<Void> snapshot) throws IOException {
    try {
      snapshot.get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      throw new IOException("no snapshot could be written: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a snapshot was written", e);
    }
  }

  private void look() {
    parts.gate().look();
    long now = parts.time().elapsedMicros();
    if (now - lastMicros >= EVERY_MICROS || log.bytes() >= MOST_BYTES) {
      soon();
    }
  }

  /** Whether no message waits for what it is due to to be on disk. Any thread. */
  public boolean holdsNone() {
    return parts.gate().isEmpty();
  }

  /** Begins a snapshot, as after a change of the rules. On the lane's thread. */
  public void soon() {
    lastMicros = parts.time().elapsedMicros();
    log.takeBytes();
    snapshots.begin();
  }

  /**
   * Writes all that the lane knows, since nothing comes any more.
   *
   * @return done when it is durable
   */
  public CompletableFuture<Void> stop() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean taken =
        parts
            .loop()
            .submit(
                () -> {
                  snapshots
                      .now()
                      .whenComplete(
                          (nothing, failure) -> {
                            if (failure == null) {
                              done.complete(null);
                            } else {
                              done.completeExceptionally(failure);
                            }
                          });
                  // What would be sent from here on would be sent again after the next start.
                  parts.loop().drive(() -> {}, () -> Long.MAX_VALUE);
                });
    if (!taken) {
      done.completeExceptionally(new IOException("the lane takes no more tasks"));
    }
    return done;
  }

  /** As {@link #stop}, and waits for it; says whether the next start can go on from here. */
  public boolean stopped() {
    try {
      await(stop());
      return true;
    } catch (IOException e) {
      LOG.error("{}", e.getMessage());
      // With the journal it can all the same.
      return writes;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try (store;
        Closeable open = journal) {
      LOG.debug("the state is closed");
    } catch (IOException e) {
      LOG.error("{}", e.getMessage());
    }
  }
}
