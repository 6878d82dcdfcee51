package io.tocsin.sink.store;

import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.sink.TakenNumbers;
import io.tocsin.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one outbox. New records go to the last one; the first one goes when nothing in it
 * is needed, and what is still needed moves to the end when the files are much larger than that.
 *
 * <p>Segments go from the first on: a later one may say that a message of an earlier one is
 * settled. Confined to one thread.
 */
final class Segments {

  static final byte[] MAGIC = "TCSNOB01".getBytes(StandardCharsets.US_ASCII);
  static final int MAX_RECORD = 64 << 20;
  static final String SUFFIX = ".seg";
  static final String ASIDE = ".damaged";

  private final StoreDisk disk;
  private final Path folder;
  private final OutboxKey key;
  private final int segmentBytes;
  private final Consumer<String> log;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final Places places = new Places();
  private final TakenNumbers taken = new TakenNumbers();
  private final Records records = new Records();
  private long nextNumber = 1;
  private @Nullable Segment active;
  private StoreDisk.@Nullable Tail tail;

  /**
   * Nothing is read or written yet.
   *
   * @param segmentBytes from which on another segment is begun
   * @param log told what was found damaged
   */
  Segments(StoreDisk disk, Path folder, OutboxKey key, int segmentBytes, Consumer<String> log) {
    this.disk = disk;
    this.folder = folder;
    this.key = key;
    this.segmentBytes = segmentBytes;
    this.log = log;
  }

  /** Reads all segments. What cannot be read is left out, and said to the log. */
  StoredState load() {
    SegmentLoader loader = new SegmentLoader(disk, folder, log);
    StoredState state = loader.load();
    segments.putAll(loader.segments());
    nextNumber = loader.nextNumber();
    loader.countLive(places);
    state.contents().taken().forEach(taken::add);
    return state;
  }

  /**
   * Writes a batch at the end.
   *
   * @param force whether it is to be durable when this returns
   * @throws IOException if any of it may not be there; then all of it is to be written again
   */
  void write(Pending batch, boolean force) throws IOException {
    StoreDisk.Tail open = tail == null || isFull() ? begin() : tail;
    Segment last = active;
    if (last == null) {
      throw new IOException("no segment is open");
    }
    records.clear();
    for (Kept kept : batch.messages.values()) {
      message(kept);
    }
    batch.dead.values().forEach(records::dead);
    if (!batch.settled.isEmpty()) {
      records.settled(batch.settled);
    }
    batch.passed.all().forEach(records::taken);
    append(open, last, force);
    for (Kept kept : batch.messages.values()) {
      places.stored(kept.place(), last);
      taken.add(kept.message().id());
    }
    batch.dead.keySet().forEach(place -> places.buried(place, last));
    batch.settled.forEach(places::settled);
    batch.passed.all().forEach(taken::add);
  }

  private void message(Kept kept) {
    try {
      records.message(kept);
    } catch (WireException e) {
      log.accept("a message is too large to be kept on disk: it waits in memory only");
    }
  }

  private boolean isFull() {
    return active != null && active.bytes() >= segmentBytes;
  }

  private void append(StoreDisk.Tail open, Segment last, boolean force) throws IOException {
    boolean whole = false;
    try {
      open.write(records.written());
      if (force) {
        open.force();
      }
      whole = true;
    } finally {
      if (!whole) {
        abandon(open, last.bytes());
      }
    }
    last.grow(records.size());
  }

  /** Nothing more goes where a write has failed. */
  private void abandon(StoreDisk.Tail open, long goodBytes) {
    tail = null;
    active = null;
    try (open) {
      open.truncate(goodBytes);
    } catch (IOException e) {
      // What is half there is found to be so when it is read.
    }
  }

  private StoreDisk.Tail begin() throws IOException {
    closeTail();
    disk.createDirectories(folder);
    long number = nextNumber++;
    Path file = folder.resolve(name(number));
    StoreDisk.Tail open = disk.create(file);
    Segment next = new Segment(number, file);
    records.clear();
    records.copy(MAGIC, 0, MAGIC.length);
    records.output(key);
    for (MessageId id : taken.all()) {
      records.taken(id);
    }
    segments.put(number, next);
    append(open, next, false);
    active = next;
    tail = open;
    return open;
  }

  static String name(long number) {
    return String.format("%012d", number) + SUFFIX;
  }

  /** Makes durable what was written without. */
  void force() throws IOException {
    StoreDisk.Tail open = tail;
    Segment last = active;
    if (open != null && last != null) {
      boolean done = false;
      try {
        open.force();
        done = true;
      } finally {
        if (!done) {
          abandon(open, last.bytes());
        }
      }
    }
  }

  /** Removes what is not needed, and moves what is when it is a small part. */
  void cleanUp() throws IOException {
    removeFirstOnes();
    long live = places.count();
    Segment first = segments.isEmpty() ? null : segments.firstEntry().getValue();
    long room = bytes() - 2L * segmentBytes;
    if (first != null && first != active && live > 0 && room > 2 * liveBytes()) {
      move(first);
      removeFirstOnes();
    }
  }

  private long liveBytes() {
    long bytes = 0;
    for (Segment segment : segments.values()) {
      bytes += segment.liveBytes();
    }
    return bytes;
  }

  private void removeFirstOnes() throws IOException {
    while (!segments.isEmpty()) {
      Segment first = segments.firstEntry().getValue();
      if (first == active || first.live() > 0) {
        return;
      }
      if (first.isDamaged()) {
        disk.rename(first.file(), aside(first.file()));
      } else {
        disk.delete(first.file());
      }
      segments.remove(first.number());
    }
  }

  static Path aside(Path file) {
    return file.resolveSibling(file.getFileName() + ASIDE);
  }

  private void move(Segment first) throws IOException {
    StoreDisk.Tail open = tail == null || isFull() ? begin() : tail;
    Segment last = active;
    if (last == null) {
      return;
    }
    byte[] bytes = disk.read(first.file());
    records.clear();
    LiveRecords live = new LiveRecords(places, first, bytes, records);
    new SegmentReader(bytes, live).read();
    append(open, last, true);
    live.moved(last);
  }

  /** On disk. */
  long bytes() {
    long bytes = 0;
    for (Segment segment : segments.values()) {
      bytes += segment.bytes();
    }
    return bytes;
  }

  /** Whether a message, or a letter, is still needed here. */
  boolean isEmpty() {
    return places.count() == 0;
  }

  /** Makes all durable and lets go of the file. */
  void close() throws IOException {
    force();
    closeTail();
  }

  private void closeTail() throws IOException {
    StoreDisk.Tail open = tail;
    tail = null;
    active = null;
    if (open != null) {
      open.close();
    }
  }

  /** Removes all files but those that were set aside; the folder too, when it is empty then. */
  void delete() throws IOException {
    closeTail();
    for (Segment segment : segments.values()) {
      disk.delete(segment.file());
    }
    segments.clear();
    if (disk.list(folder).isEmpty()) {
      disk.delete(folder);
    }
  }
}
