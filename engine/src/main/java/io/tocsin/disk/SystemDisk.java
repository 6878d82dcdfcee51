package io.tocsin.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine's own files. Stateless, thread-safe. */
public final class SystemDisk implements Disk {

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
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw ChannelFile.told(e);
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
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel; // its end is the lock's
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }
}
