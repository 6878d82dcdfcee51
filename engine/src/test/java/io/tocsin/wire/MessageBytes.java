package io.tocsin.wire;

import java.io.ByteArrayOutputStream;

/** Messages put together byte by byte, for what generated code would not write. */
final class MessageBytes {

  private MessageBytes() {}

  /** A message of one event with the given bytes as its fields. */
  static byte[] withEvent(byte[] fields) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(6 << 3 | 2);
    int length = fields.length;
    while (length > 127) {
      message.write((length & 127) | 128);
      length >>>= 7;
    }
    message.write(length);
    message.writeBytes(fields);
    return message.toByteArray();
  }
}
