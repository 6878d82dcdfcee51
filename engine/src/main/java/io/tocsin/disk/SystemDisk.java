package io.tocsin.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's own files. All instances are the same. Thread-safe. */
public final class SystemDisk implements Disk {

  /**
   * Locks that this program holds. The system knows locks by process: opening and closing the file
   * a second time would release them.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  @Override
  public DiskFile create(Path file) throws IOException {
    try {
      return new ChannelFile(FileChannel.open(file, CREATE_NEW, READ, WRITE));
    } catch (IOException e) {
      throw ChannelFile.told(e);
    }
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    return new ChannelFile(
        writable ? FileChannel.open(file, READ, WRITE) : FileChannel.open(file, READ));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path above = absolute.getParent();
    if (above != null) {
      createDirectories(above);
    }
    try {
      Files.createDirectory(absolute);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw new NotDirectoryException(directory.toString());
      }
    } catch (IOException e) {
      throw ChannelFile.told(e);
    }
    if (above != null) {
      forceDirectory(above);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ChannelFile.told(e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw ChannelFile.told(e);
    }
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }

  @Override
  public @Nullable Closeable tryLock(Path file) throws IOException {
    Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    if (!HELD.add(key)) {
      return null;
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, CREATE, WRITE);
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        release(key, channel);
      }
    }
    FileChannel held = channel;
    return locked ? () -> release(key, held) : null;
  }

  /** The end of a channel is that of its lock. */
  private static void release(Path key, @Nullable FileChannel channel) throws IOException {
    try (channel) {
      HELD.remove(key);
    }
  }
}
