package io.tocsin.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a snapshot stands in a file, numbers with the highest byte first: the header (magic, version
 * of the format, checksum), chunks (length, number of records, checksum of these and the content,
 * content), the footer (0, number of chunks, number of records in 8 bytes, checksum).
 */
final class SnapshotLayout {

  static final int VERSION = 1;
  static final int HEADER = 16;
  static final int CHUNK_HEAD = 12;
  static final int FOOTER = 20;

  /** Of a chunk: what no length that was read may pass. */
  static final int MAX_CHUNK = 256 << 20;

  private static final byte[] MAGIC = "TOCSNAP\n".getBytes(StandardCharsets.US_ASCII);

  private SnapshotLayout() {}

  static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER).put(MAGIC).putInt(VERSION);
    return header.putInt(checksum(header.array(), 0, HEADER - 4)).flip();
  }

  /**
   * The version that a header tells.
   *
   * @throws IOException if it is none; says why
   */
  static int version(ByteBuffer header) throws IOException {
    byte[] bytes = header.array();
    if (header.remaining() < HEADER
        || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new IOException("it does not begin as a snapshot does");
    }
    if (header.getInt(HEADER - 4) != checksum(bytes, 0, HEADER - 4)) {
      throw new IOException("the checksum of its header is wrong");
    }
    return header.getInt(MAGIC.length);
  }

  static ByteBuffer head(int length, int records, byte[] content) {
    ByteBuffer head = ByteBuffer.allocate(CHUNK_HEAD).putInt(length).putInt(records);
    return head.putInt(checksum(head, content, length)).flip();
  }

  /** Of a chunk's length, its number of records and its content. */
  static int checksum(ByteBuffer head, byte[] content, int length) {
    CRC32C crc = new CRC32C();
    crc.update(head.array(), 0, 8);
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }

  static ByteBuffer footer(int chunks, long records) {
    ByteBuffer footer = ByteBuffer.allocate(FOOTER).putInt(0).putInt(chunks).putLong(records);
    return footer.putInt(checksum(footer.array(), 0, FOOTER - 4)).flip();
  }

  static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
