package io.tocsin.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record stands in a segment, all numbers with the highest byte first: checksum (4 bytes,
 * over everything behind it), length of the payload (4), position (8), arrival in microseconds (8),
 * kind (1), payload.
 */
final class RecordFormat {

  /** Bytes before the payload. */
  static final int HEAD = 25;

  /** Of one payload: what no length that was read may pass. */
  static final int MAX_PAYLOAD = 64 << 20;

  static final int LENGTH_AT = 4;
  static final int POSITION_AT = 8;
  static final int ARRIVAL_AT = 16;
  static final int KIND_AT = 24;

  private RecordFormat() {}

  /** The checksum of a record of which head and payload stand at an offset. */
  static int checksum(ByteBuffer buffer, int at, int payload) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().limit(at + HEAD + payload).position(at + LENGTH_AT));
    return (int) crc.getValue();
  }
}
