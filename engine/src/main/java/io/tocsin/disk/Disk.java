package io.tocsin.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories, as far as durable state needs them.
 *
 * <p>What a file holds is durable only after {@link DiskFile#force}, and that it is there under its
 * name, or is no longer, only after {@link #forceDirectory}. Until then a crash may lose any part
 * of it.
 *
 * <p>Thread-safe. Every method may throw an {@link IOException}, a {@link DiskFullException} when
 * there was no room.
 */
public interface Disk {

  /** Makes a file that must not be there yet, for writing and reading. */
  DiskFile create(Path file) throws IOException;

  /**
   * Opens a file that is there.
   *
   * @param writable whether it may be changed
   */
  DiskFile open(Path file, boolean writable) throws IOException;

  /** The names of what is in a directory, in the order of their characters. */
  List<String> list(Path directory) throws IOException;

  /** Makes a directory, and those above it, durably, unless they are there. */
  void createDirectories(Path directory) throws IOException;

  /** Gives a file another name in one step, in place of a file that has it. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; does nothing when there is none. */
  void delete(Path file) throws IOException;

  /** Makes the names in a directory durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Bytes that can still be written where the file or directory is. */
  long usableBytes(Path path) throws IOException;

  /**
   * Locks a file, which is made when it is not there, against all other programs, and against this
   * one.
   *
   * @return releases the lock; null when it is held already
   */
  @Nullable Closeable tryLock(Path file) throws IOException;
}
