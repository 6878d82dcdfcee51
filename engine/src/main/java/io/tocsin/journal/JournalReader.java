package io.tocsin.journal;

import io.tocsin.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a journal in their order, one at a time. Writes nothing, so that it can also read
 * a directory that no hub has open, or that another has. Confined to one thread.
 *
 * <pre>{@code
 * try (JournalReader reader = journal.reader(from)) {
 *   while (reader.next()) {
 *     lane.accept(reader.arrivalMicros(), reader.payload());
 *   }
 * }
 * }</pre>
 */
public final class JournalReader implements Closeable {

  private final Disk disk;
  private final List<Segment> segments;
  private final long from;
  private final long until;
  private int index;
  private @Nullable SegmentScan scan;
  private @Nullable BadPlace tail;

  /**
   * Of segments as they were found.
   *
   * @param until the last position that must be there; {@link Long#MAX_VALUE} for as many as are
   */
  JournalReader(Disk disk, List<Segment> segments, long from, long until) {
    this.disk = disk;
    this.segments = segments;
    this.from = from;
    this.until = until;
    for (int i = 1; i < segments.size() && segments.get(i).first() <= from; i++) {
      index = i;
    }
  }

  /**
   * Reads the journal of a directory up to its end, or to its torn tail.
   *
   * @param from the first position wanted, or a later one if that is no longer kept
   */
  public static JournalReader open(Disk disk, Path directory, long from) throws IOException {
    return new JournalReader(disk, Segment.in(disk, directory), from, Long.MAX_VALUE);
  }

  /** The first position that is kept; 0 when there is none. */
  public long firstKept() {
    return segments.isEmpty() ? 0 : segments.get(0).first();
  }

  /**
   * Goes on to the next record.
   *
   * @return false at the end
   * @throws JournalDamageException at a bad place that is no torn tail; there is no going on
   */
  public boolean next() throws IOException {
    while (index < segments.size()) {
      Segment segment = segments.get(index);
      long last = index + 1 < segments.size() ? follower().header().follows() : until;
      if (scan == null && !begin(segment)) {
        return false;
      }
      while (scan.nextPosition() <= last && scan.next()) {
        if (scan.position() >= from) {
          return true;
        }
      }
      finish(segment, last);
    }
    return false;
  }

  private Segment follower() {
    return segments.get(index + 1);
  }

  /** Opens a segment; false if it is nothing but the torn tail. */
  private boolean begin(Segment segment) throws IOException {
    if (segment.fault() == null) {
      scan = new SegmentScan(disk, segment);
      return true;
    }
    BadPlace place = new BadPlace(segment.file(), 0, segment.fault());
    if (index + 1 < segments.size() || until != Long.MAX_VALUE || !segment.isUnborn()) {
      throw new JournalDamageException(place);
    }
    tail = place;
    index++;
    return false;
  }

  private void finish(Segment segment, long last) throws IOException {
    SegmentScan ended = scan;
    ended.close();
    scan = null;
    boolean isEnd = index + 1 == segments.size() && until == Long.MAX_VALUE;
    if (isEnd && ended.fault() != null) {
      tail = new BadPlace(segment.file(), ended.offset(), ended.fault());
    }
    if (!isEnd && ended.nextPosition() <= last) {
      throw new JournalDamageException(ended.stop(last));
    }
    index++;
  }

  /** The position of the present record; so are the others. */
  public long position() {
    return scan.position();
  }

  /** When it arrived, in microseconds since the epoch. */
  public long arrivalMicros() {
    return scan.arrivalMicros();
  }

  /** What it is, as its writer said. */
  public byte kind() {
    return scan.kind();
  }

  /** Its bytes: a view that has an array, until the next record is asked for. */
  public ByteBuffer payload() {
    return scan.payload();
  }

  /** After the end: where a torn tail begins; null when all is whole. */
  public @Nullable BadPlace tail() {
    return tail;
  }

  @Override
  public void close() throws IOException {
    index = segments.size();
    if (scan != null) {
      scan.close();
      scan = null;
    }
  }
}
