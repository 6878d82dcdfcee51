package io.tocsin.journal;

import io.tocsin.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments of an open journal, as far as they are durable, and which of them recovery still
 * needs. Written by the journal's thread, read by any.
 */
final class Segments {

  private final Disk disk;
  private final Path directory;
  private final List<Segment> list;
  private long neededFrom;
  private long bytes;

  Segments(Disk disk, Path directory, List<Segment> found, long neededFrom) {
    this.disk = disk;
    this.directory = directory;
    this.list = new ArrayList<>(found);
    this.neededFrom = neededFrom;
    this.bytes = found.stream().mapToLong(Segment::bytes).sum();
  }

  synchronized void add(Segment segment) {
    list.add(segment);
    bytes += segment.bytes();
  }

  /** Forgets the segment with a first position, if there is one. */
  synchronized void remove(long first) {
    for (Segment segment : list) {
      if (segment.first() == first) {
        list.remove(segment);
        bytes -= segment.bytes();
        return;
      }
    }
  }

  /** The last one has grown. */
  synchronized void grown(Segment last) {
    Segment before = list.set(list.size() - 1, last);
    bytes += last.bytes() - before.bytes();
  }

  synchronized void release(long position) {
    neededFrom = Math.max(neededFrom, position);
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Of the segments that recovery needs. */
  synchronized long neededBytes() {
    long history = 0;
    for (int i = 0; isHistory(i); i++) {
      history += list.get(i).bytes();
    }
    return bytes - history;
  }

  /** Whether all of a segment is below what is needed. */
  private boolean isHistory(int index) {
    return index + 1 < list.size() && list.get(index + 1).first() <= neededFrom;
  }

  synchronized List<Segment> all() {
    return List.copyOf(list);
  }

  /** Removes history that is too much, or that was last added to before a moment. */
  void trim(long maxBytes, long beforeMicros) throws IOException {
    boolean removed = false;
    while (removeOldest(maxBytes, beforeMicros)) {
      removed = true;
    }
    if (removed) {
      disk.forceDirectory(directory);
    }
  }

  /** Removes the oldest segment to make room; false if it is needed. */
  boolean sacrifice() throws IOException {
    if (!removeOldest(0, Long.MIN_VALUE)) {
      return false;
    }
    disk.forceDirectory(directory);
    return true;
  }

  private boolean removeOldest(long maxBytes, long beforeMicros) throws IOException {
    Segment oldest;
    synchronized (this) {
      if (!isHistory(0) || (bytes <= maxBytes && followerSince() >= beforeMicros)) {
        return false;
      }
      oldest = list.get(0);
    }
    disk.delete(oldest.file());
    remove(oldest.first());
    return true;
  }

  private long followerSince() {
    return list.get(1).header().sinceMicros();
  }
}
