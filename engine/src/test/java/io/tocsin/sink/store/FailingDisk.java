package io.tocsin.sink.store;

import io.tocsin.disk.SystemDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's files, of which what a test says fails. */
final class FailingDisk implements StoreDisk {

  /** Bytes that may still be written; the write that goes beyond leaves a part. */
  long room = Long.MAX_VALUE;

  boolean forceFails;
  boolean truncateFails;
  boolean createFails;
  int forces;

  private final StoreDisk real = new DiskFiles(new SystemDisk());

  @Override
  public Tail create(Path file) throws IOException {
    if (createFails) {
      throw new IOException("no file can be made");
    }
    Tail tail = real.create(file);
    return new Tail() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > room) {
          tail.write(bytes.slice(bytes.position(), (int) room));
          room = 0;
          throw new IOException("No space left on device");
        }
        room -= bytes.remaining();
        tail.write(bytes);
      }

      @Override
      public void force() throws IOException {
        forces++;
        if (forceFails) {
          throw new IOException("Input/output error");
        }
        tail.force();
      }

      @Override
      public void truncate(long size) throws IOException {
        if (truncateFails) {
          throw new IOException("Input/output error");
        }
        tail.truncate(size);
      }

      @Override
      public void close() throws IOException {
        tail.close();
      }
    };
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    real.truncate(file, size);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public void createDirectories(Path folder) throws IOException {
    real.createDirectories(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public @Nullable Closeable tryLock(Path file) throws IOException {
    return real.tryLock(file);
  }
}
