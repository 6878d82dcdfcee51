package io.tocsin.snapshot;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import io.tocsin.state.StateException;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a directory, of which some are kept. What was being written in a crash is no
 * snapshot; one that is damaged is set aside, and the one before it used.
 *
 * <p>{@link #newest} first, then any number of {@link #begin}, each by one thread at a time. The
 * store has a thread of its own that writes.
 */
public final class SnapshotStore implements Closeable {

  static final String TEMPORARY = ".tmp";

  private static final String PREFIX = "snapshot-";
  private static final String DAMAGED = ".damaged";
  private static final String LOCK = "lock";
  private static final byte META = 1;

  private final Disk disk;
  private final Path directory;
  private final int keep;
  private final TimeSource time;
  private final Telemetry telemetry;
  private final Closeable lock;
  private final ExecutorService thread;

  /** The last and those before it, the oldest first, that were written or read. */
  private final Deque<Long> positions = new ArrayDeque<>();

  private long last;

  /**
   * The store of a directory, which is made when it is not there.
   *
   * @param keep snapshots that are kept, at least 2
   * @throws IOException if another hub has it, or it cannot be made; says which
   */
  public SnapshotStore(Disk disk, Path directory, int keep, TimeSource time, Telemetry telemetry)
      throws IOException {
    if (keep < 2) {
      throw new IllegalArgumentException("keep must be at least 2, was " + keep);
    }
    this.disk = disk;
    this.directory = directory;
    this.keep = keep;
    this.time = time;
    this.telemetry = telemetry;
    disk.createDirectories(directory);
    Closeable held = disk.tryLock(directory.resolve(LOCK));
    if (held == null) {
      throw new IOException(
          directory
              + ": another hub has these snapshots open; stop it, or give each a dataDir of its own");
    }
    lock = held;
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "tocsin-snapshot");
              made.setDaemon(true);
              return made;
            });
  }

  private static boolean isSnapshot(String name) {
    return name.matches(PREFIX + "[0-9]{20}");
  }

  /** Names, the newest first. */
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : disk.list(directory)) {
      if (isSnapshot(name)) {
        names.add(name);
      }
    }
    Collections.reverse(names);
    return names;
  }

  /**
   * The newest whole snapshot; null when there is none. All of it has been read and checked.
   *
   * @param complaints is told, in a line each, of those that cannot be used
   */
  public @Nullable SnapshotInput newest(Consumer<String> complaints) throws IOException {
    for (String name : disk.list(directory)) {
      if (name.startsWith(PREFIX) && name.endsWith(TEMPORARY)) {
        disk.delete(directory.resolve(name));
      }
    }
    SnapshotInput found = null;
    for (String name : names()) {
      last = Math.max(last, Long.parseLong(name.substring(PREFIX.length())));
      if (found == null || positions.size() < keep) {
        SnapshotInput input = whole(name, complaints);
        if (input != null) {
          positions.addFirst(input.meta().position());
          if (found == null) {
            found = input;
          } else {
            input.close();
          }
        }
      }
    }
    return found;
  }

  private @Nullable SnapshotInput whole(String name, Consumer<String> complaints)
      throws IOException {
    Path path = directory.resolve(name);
    String why;
    try (SnapshotFile file = new SnapshotFile(disk.open(path, false))) {
      if (file.version() > SnapshotLayout.VERSION) {
        complaints.accept(
            path
                + ": written by a newer version of Tocsin (format "
                + file.version()
                + "): start that version, or move the file away to go on without it");
        return null;
      }
      file.verify();
      return open(disk.open(path, false));
    } catch (IOException | StateException e) {
      why = String.valueOf(e.getMessage());
    }
    disk.rename(path, directory.resolve(name + DAMAGED));
    disk.forceDirectory(directory);
    telemetry.counter("tocsin.snapshot.damaged").increment();
    complaints.accept(
        path
            + ": damaged, "
            + why
            + "; it was renamed to "
            + name
            + DAMAGED
            + ", and the snapshot before it is used");
    return null;
  }

  private static SnapshotInput open(DiskFile opened) throws IOException {
    SnapshotFile file = new SnapshotFile(opened);
    SnapshotReader reader = new SnapshotReader(file::chunk);
    SnapshotMeta meta = meta(reader);
    return new SnapshotInput() {
      @Override
      public SnapshotMeta meta() {
        return meta;
      }

      @Override
      public SnapshotReader reader() {
        return reader;
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  private static SnapshotMeta meta(SnapshotReader in) {
    if (!in.next() || in.kind() != META) {
      throw new StateException("it does not say what it is of");
    }
    long position = in.readLong();
    long moment = in.readLong();
    Map<String, String> facts = new TreeMap<>();
    for (int left = in.readCount(in.left()); left > 0; left--) {
      facts.put(String.valueOf(in.readText()), String.valueOf(in.readText()));
    }
    return new SnapshotMeta(position, moment, facts);
  }

  /** Begins one. Does not wait for the disk. */
  public SnapshotOutput begin(SnapshotMeta meta) {
    last = Math.max(last + 1, meta.momentMicros());
    String name = "%s%020d".formatted(PREFIX, last);
    long began = time.elapsedMicros();
    PendingSnapshot snapshot =
        new PendingSnapshot(
            disk,
            directory,
            name,
            thread,
            bytes -> {
              telemetry.counter("tocsin.snapshot.bytes").add(bytes);
              telemetry.counter("tocsin.snapshot.micros").add(time.elapsedMicros() - began);
              kept(meta.position());
            });
    SnapshotWriter out = snapshot.writer();
    out.begin(META);
    out.writeLong(meta.position());
    out.writeLong(meta.momentMicros());
    out.writeLong(meta.facts().size());
    meta.facts()
        .forEach(
            (fact, text) -> {
              out.writeText(fact);
              out.writeText(text);
            });
    out.end();
    return snapshot;
  }

  private void kept(long position) throws IOException {
    synchronized (positions) {
      positions.addLast(position);
      while (positions.size() > keep) {
        positions.removeFirst();
      }
    }
    List<String> names = names();
    for (String name : names.subList(Math.min(keep, names.size()), names.size())) {
      disk.delete(directory.resolve(name));
    }
  }

  /** The position of the oldest snapshot that may yet be used; 0 when there is none. Any thread. */
  public long oldestPosition() {
    synchronized (positions) {
      return positions.isEmpty() ? 0 : positions.getFirst();
    }
  }

  /** Waits until what was begun is written, and lets go of the directory. */
  @Override
  public void close() throws IOException {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }
}
