package io.tocsin.testkit;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import io.tocsin.disk.DiskFullException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what of it is durable: {@link #crash} keeps that, and of the rest
 * what chance wants. Each directory's names and each file's content are durable only once they were
 * forced, as strictly as POSIX has it. Thread-safe.
 */
public final class MemoryDisk implements Disk {

  /** One change of names that is not durable yet; a null file takes the name away. */
  private record NameChange(Path name, @Nullable MemoryFile file, @Nullable Path also) {}

  private final Map<Path, MemoryFile> names = new HashMap<>();
  private final Map<Path, MemoryFile> durableNames = new HashMap<>();
  private final List<NameChange> unforced = new ArrayList<>();
  private final Set<Path> locks = new HashSet<>();
  private long capacityBytes = Long.MAX_VALUE;

  /** Sets how many bytes all files together may have; more makes writes fail half-way. */
  public synchronized void capacity(long bytes) {
    capacityBytes = bytes;
  }

  /**
   * The power fails and comes back. Of the changes that were not forced a prefix, or any subset, is
   * there afterwards, writes also in part. Locks are gone; files that are open must not be used.
   */
  public synchronized void crash(Random random) {
    boolean inOrder = random.nextBoolean();
    int prefix = random.nextInt(unforced.size() + 1);
    for (int i = 0; i < unforced.size(); i++) {
      if (inOrder ? i < prefix : random.nextBoolean()) {
        apply(unforced.get(i), durableNames);
      }
    }
    unforced.clear();
    names.clear();
    names.putAll(durableNames);
    names.values().stream().distinct().forEach(file -> file.crash(random));
    locks.clear();
  }

  /** The program dies and the machine goes on: all is as it was, but the locks are gone. */
  public synchronized void kill() {
    locks.clear();
  }

  private static void apply(NameChange change, Map<Path, MemoryFile> to) {
    if (change.also() != null) {
      to.remove(change.also());
    }
    if (change.file() == null) {
      to.remove(change.name());
    } else {
      to.put(change.name(), change.file());
    }
  }

  private void change(NameChange change) {
    apply(change, names);
    unforced.add(change);
  }

  /** The bytes of a file as they are now. */
  public synchronized byte[] bytes(Path file) throws IOException {
    return found(file).bytes();
  }

  /** Puts a file there, durably, in place of one that is there: for making damage. */
  public synchronized void put(Path file, byte[] bytes) {
    MemoryFile made = new MemoryFile(this, bytes);
    names.put(file, made);
    durableNames.put(file, made);
  }

  @Override
  public synchronized DiskFile create(Path file) throws IOException {
    if (names.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    MemoryFile made = new MemoryFile(this, new byte[0]);
    change(new NameChange(file, made, null));
    return made;
  }

  @Override
  public synchronized DiskFile open(Path file, boolean writable) throws IOException {
    return found(file);
  }

  private MemoryFile found(Path file) throws IOException {
    MemoryFile found = names.get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  @Override
  public synchronized List<String> list(Path directory) {
    return names.keySet().stream()
        .filter(file -> directory.equals(file.getParent()))
        .map(file -> String.valueOf(file.getFileName()))
        .sorted()
        .toList();
  }

  /** Directories are there always. */
  @Override
  public void createDirectories(Path directory) {}

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    change(new NameChange(to, found(from), from));
  }

  @Override
  public synchronized void delete(Path file) {
    if (names.containsKey(file)) {
      change(new NameChange(file, null, null));
    }
  }

  @Override
  public synchronized void forceDirectory(Path directory) {
    unforced.removeIf(
        change -> {
          boolean here = directory.equals(change.name().getParent());
          if (here) {
            apply(change, durableNames);
          }
          return here;
        });
  }

  @Override
  public synchronized long usableBytes(Path path) {
    return Math.max(0, capacityBytes - usedBytes());
  }

  private long usedBytes() {
    return names.values().stream().distinct().mapToLong(MemoryFile::size).sum();
  }

  @Override
  public synchronized @Nullable Closeable tryLock(Path file) throws FileNotFoundException {
    return locks.add(file) ? () -> unlock(file) : null;
  }

  private synchronized void unlock(Path file) {
    locks.remove(file);
  }

  /** Writes what there is room for, and fails when that is not all. */
  synchronized void write(MemoryFile file, ByteBuffer bytes, long at) throws IOException {
    long grows = Math.max(0, at + bytes.remaining() - file.size());
    long lacking = grows - Math.min(grows, usableBytes(Path.of("")));
    byte[] taken = new byte[(int) Math.max(0, bytes.remaining() - lacking)];
    bytes.get(taken);
    file.keep(taken, at);
    if (lacking > 0) {
      throw new DiskFullException("No space left on device");
    }
  }
}
