package io.tocsin.sink.store;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of outboxes on a disk. Thread-safe. */
final class DiskFiles implements StoreDisk {

  private final Disk disk;

  DiskFiles(Disk disk) {
    this.disk = disk;
  }

  @Override
  public Tail create(Path file) throws IOException {
    DiskFile made = disk.create(file);
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        disk.forceDirectory(folder);
      }
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return new FileTail(made);
  }

  private static final class FileTail implements Tail {
    private final DiskFile file;
    private long at;

    FileTail(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      file.write(bytes, at);
      at += length;
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
      at = size;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Override
  public byte[] read(Path file) throws IOException {
    try (DiskFile opened = disk.open(file, false)) {
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(opened.size()));
      opened.read(all, 0);
      if (all.hasRemaining()) {
        throw new EOFException(file + " ends before it is read");
      }
      return all.array();
    }
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    try (DiskFile opened = disk.open(file, true)) {
      opened.truncate(size);
      opened.force();
    }
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try {
      return disk.list(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public void createDirectories(Path folder) throws IOException {
    disk.createDirectories(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public @Nullable Closeable tryLock(Path file) throws IOException {
    return disk.tryLock(file);
  }
}
