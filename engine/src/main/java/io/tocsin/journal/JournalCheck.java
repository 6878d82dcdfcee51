package io.tocsin.journal;

import io.tocsin.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in the directory of a journal, and what is wrong with it. Reads all of it, and goes on
 * behind bad places. Changes nothing; of a journal that a hub has open the end may look torn.
 * Confined to one thread.
 */
public final class JournalCheck {

  private final List<BadPlace> damage = new ArrayList<>();
  private final List<String> setAside;
  private final List<Segment> segments;
  private @Nullable BadPlace tail;
  private long tailBytes;
  private long records;
  private long bytes;
  private long passedOver;
  private long first;
  private long last;
  private long firstMicros;
  private long lastMicros;

  private JournalCheck(Disk disk, Path directory) throws IOException {
    this.segments = Segment.in(disk, directory);
    this.setAside =
        disk.list(directory).stream().filter(name -> name.endsWith(Recovery.SET_ASIDE)).toList();
    for (int i = 0; i < segments.size(); i++) {
      check(disk, i);
    }
  }

  /** Checks a directory. */
  public static JournalCheck of(Disk disk, Path directory) throws IOException {
    return new JournalCheck(disk, directory);
  }

  private void check(Disk disk, int index) throws IOException {
    Segment segment = segments.get(index);
    bytes += segment.bytes();
    boolean isLast = index + 1 == segments.size();
    if (segment.fault() != null) {
      found(
          new BadPlace(segment.file(), 0, segment.fault()), isLast && segment.isUnborn(), segment);
      return;
    }
    if (index > 0) {
      passedOver += segment.first() - 1 - segment.header().follows();
    }
    long until = isLast ? Long.MAX_VALUE : segments.get(index + 1).header().follows();
    try (SegmentScan scan = new SegmentScan(disk, segment)) {
      while (scan.nextPosition() <= until && scan.next()) {
        count(scan);
      }
      boolean stopped = isLast ? scan.fault() != null : scan.nextPosition() <= until;
      // Where the next segment's header cannot be read, it is not known how far this one goes.
      boolean unknown = !isLast && segments.get(index + 1).fault() != null && scan.fault() == null;
      if (stopped && !unknown) {
        found(scan.stop(until), isLast, segment);
      }
    }
  }

  private void found(BadPlace place, boolean isTail, Segment segment) {
    if (isTail) {
      tail = place;
      tailBytes = segment.bytes() - place.offset();
    } else {
      damage.add(place);
    }
  }

  private void count(SegmentScan scan) {
    if (records++ == 0) {
      first = scan.position();
      firstMicros = scan.arrivalMicros();
    }
    last = scan.position();
    lastMicros = scan.arrivalMicros();
  }

  /** Files of the journal. */
  public int segments() {
    return segments.size();
  }

  /** Bytes of all files. */
  public long bytes() {
    return bytes;
  }

  /** Records that can be read; those behind bad places are among them. */
  public long records() {
    return records;
  }

  /** Position of the first record; 0 when there is none. */
  public long first() {
    return first;
  }

  /** Position of the last record; 0 when there is none. */
  public long last() {
    return last;
  }

  /** When the first record arrived, in microseconds since the epoch. */
  public long firstMicros() {
    return firstMicros;
  }

  /** When the last record arrived, in microseconds since the epoch. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Positions that no record has, because a hub went on behind damage. */
  public long passedOver() {
    return passedOver;
  }

  /** Bad places, other than a torn tail. */
  public List<BadPlace> damage() {
    return damage;
  }

  /** Where the torn tail begins, which the next start of a hub cuts off; null for none. */
  public @Nullable BadPlace tail() {
    return tail;
  }

  /** Bytes of the torn tail. */
  public long tailBytes() {
    return tailBytes;
  }

  /** Names of files that earlier starts set aside. */
  public List<String> setAside() {
    return setAside;
  }
}
