package io.tocsin.snapshot;

import io.tocsin.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The chunks of a file, one after the other. Confined to one thread. */
final class SnapshotFile implements Closeable {

  private final DiskFile file;
  private final int version;
  private long at = SnapshotLayout.HEADER;
  private int chunks;
  private long records;
  private boolean ended;

  /**
   * Reads the header.
   *
   * @throws IOException if it is no snapshot
   */
  SnapshotFile(DiskFile file) throws IOException {
    this.file = file;
    ByteBuffer header = ByteBuffer.allocate(SnapshotLayout.HEADER);
    file.read(header, 0);
    version = SnapshotLayout.version(header.flip());
  }

  int version() {
    return version;
  }

  /** Reads all of it, to see that it is whole. */
  void verify() throws IOException {
    while (next() != null) {
      // Reading is all.
    }
  }

  /** The next chunk; null at the end. */
  @Nullable ByteBuffer chunk() {
    try {
      return next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable ByteBuffer next() throws IOException {
    if (ended) {
      return null;
    }
    ByteBuffer head = ByteBuffer.allocate(SnapshotLayout.CHUNK_HEAD);
    read(head, at);
    int length = head.getInt(0);
    if (length == 0) {
      end();
      return null;
    }
    if (length < 0 || length > SnapshotLayout.MAX_CHUNK || length > file.size() - at) {
      throw new IOException("at byte " + at + " is a length that cannot be: " + length);
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    read(content, at + SnapshotLayout.CHUNK_HEAD);
    if (head.getInt(8) != SnapshotLayout.checksum(head, content.array(), length)) {
      throw new IOException("the checksum of what begins at byte " + at + " is wrong");
    }
    at += SnapshotLayout.CHUNK_HEAD + length;
    chunks++;
    records += head.getInt(4);
    return content.flip();
  }

  private void end() throws IOException {
    ByteBuffer footer = ByteBuffer.allocate(SnapshotLayout.FOOTER);
    read(footer, at);
    if (!footer.flip().equals(SnapshotLayout.footer(chunks, records))
        || file.size() != at + SnapshotLayout.FOOTER) {
      throw new IOException("its end, at byte " + at + ", does not fit what is before it");
    }
    ended = true;
  }

  private void read(ByteBuffer into, long from) throws IOException {
    file.read(into, from);
    if (into.hasRemaining()) {
      throw new IOException("it ends at byte " + file.size() + ", before it is whole");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
