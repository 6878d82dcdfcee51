package io.tocsin.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. One thread writes; others may read meanwhile. */
public interface DiskFile extends Closeable {

  /**
   * Writes all that remains in the buffer. After an error any part of it may be in the file.
   *
   * @param at offset of the first byte; at most {@link #size}
   */
  void write(ByteBuffer bytes, long at) throws IOException;

  /**
   * Reads into the buffer until it is full or the file ends.
   *
   * @return bytes read, 0 at the end
   */
  int read(ByteBuffer into, long at) throws IOException;

  /**
   * Makes what was written durable, its length included. After an error nothing that was not
   * durable before may be relied on, whatever a later call says: write it anew, to another file.
   */
  void force() throws IOException;

  /** Cuts the file off behind so many bytes. */
  void truncate(long size) throws IOException;

  /** Length in bytes. */
  long size() throws IOException;
}
