package io.tocsin.testkit;

import io.tocsin.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of a {@link MemoryDisk}: what is in it, what of that is durable, and what is on the way.
 */
final class MemoryFile implements DiskFile {

  /** What storage writes whole or not at all. */
  private static final int SECTOR = 512;

  /** A write at an offset, or, without bytes, a cut there. */
  private static final class Change {
    private final byte[] bytes;
    private final long at;

    Change(byte[] bytes, long at) {
      this.bytes = bytes;
      this.at = at;
    }

    boolean isCut() {
      return bytes.length == 0;
    }
  }

  private final MemoryDisk disk;
  private final List<Change> unforced = new ArrayList<>();
  private byte[] content;
  private byte[] durable;

  MemoryFile(MemoryDisk disk, byte[] bytes) {
    this.disk = disk;
    this.content = bytes.clone();
    this.durable = content.clone();
  }

  @Override
  public void write(ByteBuffer bytes, long at) throws IOException {
    disk.write(this, bytes, at);
  }

  synchronized void keep(byte[] bytes, long at) {
    if (bytes.length > 0) {
      change(new Change(bytes, at));
    }
  }

  private void change(Change change) {
    content = applied(change, content);
    unforced.add(change);
  }

  private static byte[] applied(Change change, byte[] to) {
    int at = (int) change.at;
    if (change.isCut()) {
      return Arrays.copyOf(to, Math.min(to.length, at));
    }
    byte[] result = Arrays.copyOf(to, Math.max(to.length, at + change.bytes.length));
    System.arraycopy(change.bytes, 0, result, at, change.bytes.length);
    return result;
  }

  @Override
  public synchronized int read(ByteBuffer into, long at) {
    int n = (int) Math.max(0, Math.min(into.remaining(), content.length - at));
    if (n > 0) {
      into.put(content, (int) at, n);
    }
    return n;
  }

  @Override
  public synchronized void force() {
    for (Change change : unforced) {
      durable = applied(change, durable);
    }
    unforced.clear();
  }

  /**
   * What a system does whose force failed: pages count as written though they are not. What was not
   * durable can still be read, and no later force makes it durable.
   */
  synchronized void forgetUnforced() {
    unforced.clear();
  }

  @Override
  public synchronized void truncate(long size) {
    change(new Change(new byte[0], size));
  }

  @Override
  public synchronized long size() {
    return content.length;
  }

  synchronized byte[] bytes() {
    return content.clone();
  }

  synchronized void crash(Random random) {
    boolean inOrder = random.nextBoolean();
    int prefix = random.nextInt(unforced.size() + 1);
    for (int i = 0; i < unforced.size(); i++) {
      Change change = unforced.get(i);
      if (inOrder ? i < prefix : random.nextBoolean()) {
        durable = applied(change, durable);
      } else if (!change.isCut() && random.nextBoolean()) {
        tear(change, random);
      }
    }
    unforced.clear();
    content = durable.clone();
  }

  /** A write that was under way: its first bytes, or some of its sectors, or garbage for a part. */
  private void tear(Change change, Random random) {
    byte[] bytes = change.bytes;
    switch (random.nextInt(3)) {
      case 0 -> {
        int length = random.nextInt(bytes.length);
        if (length > 0) {
          durable = applied(new Change(Arrays.copyOf(bytes, length), change.at), durable);
        }
      }
      case 1 -> {
        for (int from = 0; from < bytes.length; from += SECTOR) {
          if (random.nextBoolean()) {
            int until = Math.min(bytes.length, from + SECTOR);
            byte[] sector = Arrays.copyOfRange(bytes, from, until);
            durable = applied(new Change(sector, change.at + from), durable);
          }
        }
      }
      default -> {
        byte[] garbage = new byte[1 + random.nextInt(bytes.length)];
        random.nextBytes(garbage);
        durable = applied(new Change(garbage, change.at), durable);
      }
    }
  }

  @Override
  public void close() {}
}
