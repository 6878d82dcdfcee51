package io.tocsin.journal;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The segment that is written to. Confined to the journal's thread. */
final class SegmentFile implements Closeable {

  private final DiskFile file;
  private Segment segment;

  private SegmentFile(DiskFile file, Segment segment) {
    this.file = file;
    this.segment = segment;
  }

  /**
   * Begins a segment, durably, in place of one of that name: it had no record that was durable.
   *
   * <p>Its header is durable before there is a record, so that a bad one with records behind it
   * means damage, and never only a crash. And one of that name is there until this one is: it says
   * where the segment before it ends.
   */
  static SegmentFile create(Disk disk, Path directory, SegmentHeader header) throws IOException {
    Path path = directory.resolve(SegmentHeader.name(header.first()));
    Path unnamed = path.resolveSibling(path.getFileName() + Recovery.COPY);
    disk.delete(unnamed);
    DiskFile file = disk.create(unnamed);
    try {
      file.write(header.bytes(), 0);
      file.force();
      disk.rename(unnamed, path);
      disk.forceDirectory(directory);
    } catch (IOException e) {
      try (file) {
        throw e;
      }
    }
    return new SegmentFile(file, new Segment(path, header, SegmentHeader.BYTES, null));
  }

  /** As far as it is durable. */
  Segment segment() {
    return segment;
  }

  boolean hasRecords() {
    return segment.bytes() > SegmentHeader.BYTES;
  }

  /** Writes records and makes them durable; after an error none of them is. */
  void commit(ByteBuffer records) throws IOException {
    long bytes = segment.bytes() + records.remaining();
    file.write(records, segment.bytes());
    file.force();
    segment = segment.withBytes(bytes);
  }

  /** Takes away what is not durable, so that nothing ever reads it; best effort. */
  void abandon() {
    try (file) {
      file.truncate(segment.bytes());
    } catch (IOException e) {
      // The next segment says where this one ends.
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
