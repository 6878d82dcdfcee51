package io.tocsin.journal;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal.
 *
 * @param header with a fault, only what the name says
 * @param bytes its length, or as much of it as is durable
 * @param fault what is wrong with its header; null if nothing
 */
record Segment(Path file, SegmentHeader header, long bytes, @Nullable String fault) {

  long first() {
    return header.first();
  }

  Segment withBytes(long bytes) {
    return new Segment(file, header, bytes, fault);
  }

  /** Whether its creation did not come to an end: no record was ever written to it. */
  boolean isUnborn() {
    return fault != null && bytes <= SegmentHeader.BYTES;
  }

  /** A position behind all that it can have. */
  long bound() {
    return first() + Math.max(0, bytes - SegmentHeader.BYTES) / RecordFormat.HEAD + 1;
  }

  /** All segments of a directory by first position. */
  static List<Segment> in(Disk disk, Path directory) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (String name : disk.list(directory)) {
      long first = SegmentHeader.firstByName(name);
      if (first >= 0) {
        segments.add(read(disk, directory.resolve(name), first));
      }
    }
    return segments;
  }

  private static Segment read(Disk disk, Path file, long first) throws IOException {
    try (DiskFile opened = disk.open(file, false)) {
      ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
      opened.read(header, 0);
      String fault = SegmentHeader.fault(header.flip(), first);
      return new Segment(
          file,
          fault == null ? SegmentHeader.of(header) : new SegmentHeader(first, first - 1, 0),
          opened.size(),
          fault);
    }
  }
}
