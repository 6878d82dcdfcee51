package io.tocsin.transport;

import io.netty.buffer.ByteBuf;

/**
 * The array that a listener's reads are looked at in, one after the other. Confined to the loop's
 * thread.
 */
final class ReadBuffer {

  /** What one read of a socket brings at most. */
  static final int READ_BYTES = 64 << 10;

  private byte[] bytes = new byte[READ_BYTES];

  /** Copies all of {@code in} to the beginning of {@link #bytes}; answers how much that was. */
  int fill(ByteBuf in) {
    int length = in.readableBytes();
    if (length > bytes.length) {
      bytes = new byte[length];
    }
    in.readBytes(bytes, 0, length);
    return length;
  }

  byte[] bytes() {
    return bytes;
  }
}
