package io.tocsin.testkit;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import io.tocsin.disk.DiskFullException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A disk that does to another one what a plan says: fails, tears writes, dies. The plan is asked
 * before each operation that changes something, on the thread that does it, and may also wait, as a
 * slow disk does, or end the program. Thread-safe if the plan is.
 */
public final class FaultyDisk implements Disk {

  /** What changes something. */
  public enum Operation {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_DIRECTORY
  }

  /** What becomes of an operation. */
  public enum Fault {
    /** It succeeds. */
    NONE,
    /** EIO; a write leaves a part, a force loses what was to be forced. */
    IO_ERROR,
    /** ENOSPC; a write leaves a part. */
    DISK_FULL,
    /** The machine dies: a write leaves a part, and nothing works any more. */
    CRASH
  }

  /** Says what becomes of an operation. */
  @FunctionalInterface
  public interface Plan {

    /**
     * The fate of one operation.
     *
     * @param number counts all operations, from 1
     */
    Fault fate(Operation operation, Path file, long number);
  }

  private final Disk under;
  private final Random random;
  private final AtomicLong operations = new AtomicLong();
  private volatile Plan plan = (operation, file, number) -> Fault.NONE;
  private volatile boolean dead;

  /** Without a plan nothing fails. The random source says how much of a failed write is left. */
  public FaultyDisk(Disk under, Random random) {
    this.under = under;
    this.random = random;
  }

  /** Follows a plan from now on. */
  public FaultyDisk follow(Plan plan) {
    this.plan = plan;
    return this;
  }

  /** Lets the n-th operation from now on fail, once. */
  public FaultyDisk failAt(long n, Fault fault) {
    long at = operations.get() + n;
    return follow((operation, file, number) -> number == at ? fault : Fault.NONE);
  }

  /** Operations so far. */
  public long operations() {
    return operations.get();
  }

  /** Whether a {@link Fault#CRASH} came. */
  public boolean isDead() {
    return dead;
  }

  private Fault fate(Operation operation, Path file) throws IOException {
    live();
    Fault fault = plan.fate(operation, file, operations.incrementAndGet());
    dead |= fault == Fault.CRASH;
    return fault;
  }

  private void live() throws IOException {
    if (dead) {
      throw new IOException("the machine is off");
    }
  }

  private static IOException error(Fault fault) {
    return fault == Fault.DISK_FULL
        ? new DiskFullException("No space left on device")
        : new IOException("Input/output error");
  }

  private void before(Operation operation, Path file) throws IOException {
    Fault fault = fate(operation, file);
    if (fault != Fault.NONE) {
      throw error(fault);
    }
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    before(Operation.CREATE, file);
    return new FaultyFile(file, under.create(file));
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    live();
    return new FaultyFile(file, under.open(file, writable));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    live();
    return under.list(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    live();
    under.createDirectories(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    before(Operation.RENAME, from);
    under.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    before(Operation.DELETE, file);
    under.delete(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    before(Operation.FORCE_DIRECTORY, directory);
    under.forceDirectory(directory);
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    live();
    return under.usableBytes(path);
  }

  @Override
  public @Nullable Closeable tryLock(Path file) throws IOException {
    live();
    return under.tryLock(file);
  }

  private final class FaultyFile implements DiskFile {
    private final Path path;
    private final DiskFile file;

    FaultyFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      Fault fault = fate(Operation.WRITE, path);
      if (fault == Fault.NONE) {
        file.write(bytes, at);
        return;
      }
      ByteBuffer part = bytes.duplicate();
      part.limit(part.position() + random.nextInt(bytes.remaining() + 1));
      file.write(part, at);
      throw error(fault);
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      live();
      return file.read(into, at);
    }

    @Override
    public void force() throws IOException {
      Fault fault = fate(Operation.FORCE, path);
      if (fault == Fault.NONE) {
        file.force();
        return;
      }
      if (file instanceof MemoryFile memory && fault != Fault.CRASH) {
        memory.forgetUnforced();
      }
      throw error(fault);
    }

    @Override
    public void truncate(long size) throws IOException {
      before(Operation.TRUNCATE, path);
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      live();
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
