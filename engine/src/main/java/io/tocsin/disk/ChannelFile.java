package io.tocsin.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** A file of the machine's. */
final class ChannelFile implements DiskFile {

  /** What the systems say for ENOSPC and EDQUOT; the JDK has no type for them. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

  private final FileChannel channel;

  ChannelFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(ByteBuffer bytes, long at) throws IOException {
    long to = at;
    try {
      while (bytes.hasRemaining()) {
        to += channel.write(bytes, to);
      }
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int n = channel.read(into, at + total);
      if (n < 0) {
        break;
      }
      total += n;
    }
    return total;
  }

  @Override
  public void force() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The error, as a {@link DiskFullException} when it is one. */
  static IOException told(IOException e) {
    String message = String.valueOf(e.getMessage());
    return FULL.stream().anyMatch(message::contains) ? new DiskFullException(e) : e;
  }
}
