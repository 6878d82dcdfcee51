package io.tocsin.sink.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of outboxes: all that is done with the file system, so that a test can have it fail.
 * Thread-safe.
 */
interface StoreDisk {

  /** A file that is written at its end. Confined to one thread. */
  interface Tail extends Closeable {

    /** Writes all of it at the end. After an error any part may be there. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes what was written durable. After an error nothing of it may be relied on. */
    void force() throws IOException;

    /** Cuts the file off behind so many bytes; the next write goes there. */
    void truncate(long size) throws IOException;
  }

  /** Makes a file that is not there yet; its name is durable. */
  Tail create(Path file) throws IOException;

  /** All of a file; it is small enough to be held. */
  byte[] read(Path file) throws IOException;

  /** Cuts a file off behind so many bytes, and makes that durable. */
  void truncate(Path file, long size) throws IOException;

  /** The names in a folder, in order; none when it is not there. */
  List<String> list(Path folder) throws IOException;

  void createDirectories(Path folder) throws IOException;

  void rename(Path from, Path to) throws IOException;

  /** Removes a file or an empty folder, if it is there. */
  void delete(Path file) throws IOException;

  /**
   * Locks a file against other programs.
   *
   * @return what ends that; null when somebody else has it
   */
  @Nullable Closeable tryLock(Path file) throws IOException;
}
