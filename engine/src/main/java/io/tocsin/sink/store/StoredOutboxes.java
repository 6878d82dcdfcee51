package io.tocsin.sink.store;

import io.tocsin.disk.Disk;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore;
import io.tocsin.sink.OutboxStores;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The outboxes of a hub in a folder, one folder each, named after the output and a digest of what
 * tells it from others. A folder that cannot be used, or that another hub has, is said to the log:
 * then all outboxes are in memory. Thread-safe.
 */
public final class StoredOutboxes implements OutboxStores {

  static final int SEGMENT_BYTES = 8 << 20;

  private final StoreDisk disk;
  private final Path root;
  private final Telemetry telemetry;
  private final QuietLog log;
  private final @Nullable Closeable lock;
  private final Map<String, OutboxKey> known = new ConcurrentHashMap<>();

  /**
   * Takes hold of a folder, which is made if it is not there.
   *
   * @param log told what is wrong with the disk or the files
   */
  public StoredOutboxes(Disk disk, Path root, Telemetry telemetry, QuietLog log) {
    this.disk = new DiskFiles(disk);
    this.root = root;
    this.telemetry = telemetry;
    this.log = log;
    this.lock = hold();
  }

  private @Nullable Closeable hold() {
    String why;
    try {
      disk.createDirectories(root);
      Closeable held = disk.tryLock(root.resolve("lock"));
      if (held != null) {
        return held;
      }
      why = "another hub has it";
    } catch (IOException e) {
      why = e.toString();
    }
    String reason = why;
    log.error(
        "store",
        () ->
            "the folder "
                + root
                + " cannot be used for outboxes, which are in memory only: "
                + reason);
    telemetry.counter("tocsin.outbox.store.failures", "sink", "").increment();
    return null;
  }

  @Override
  public OutboxStore open(OutboxKey key) {
    if (lock == null) {
      return OutboxStore.NONE;
    }
    String folder = key.folder();
    known.put(folder, key);
    String who = "outbox of '" + key.name() + "' (" + key.kind() + ")";
    Segments segments =
        new Segments(
            disk,
            root.resolve(folder),
            key,
            SEGMENT_BYTES,
            text -> log.error("damage/" + folder + text, () -> who + ": " + text));
    LongAdder failures = telemetry.counter("tocsin.outbox.store.failures", "sink", key.name());
    return new StoredOutbox(
            segments,
            key.name(),
            trouble -> {
              if (trouble.isEmpty()) {
                log.warn("works/" + folder, () -> who + " is kept on disk again");
              } else {
                failures.increment();
                log.error(
                    "fails/" + folder,
                    () -> who + " cannot be kept on disk, and goes on in memory: " + trouble);
              }
            })
        .start();
  }

  @Override
  public List<OutboxKey> found() {
    List<OutboxKey> keys = new ArrayList<>();
    if (lock == null) {
      return keys;
    }
    try {
      for (String folder : disk.list(root)) {
        OutboxKey key = known.get(folder);
        if (key == null && !folder.equals("lock")) {
          key = new SegmentLoader(disk, root.resolve(folder), text -> {}).load().key();
        }
        if (key != null && folder.equals(key.folder())) {
          known.put(folder, key);
          keys.add(key);
        }
      }
    } catch (IOException e) {
      log.error("found", () -> "the folder " + root + " cannot be read: " + e);
    }
    return keys;
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // Let go of with the program.
      }
    }
  }
}
