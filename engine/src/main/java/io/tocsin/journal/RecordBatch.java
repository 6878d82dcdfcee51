package io.tocsin.journal;

import java.nio.ByteBuffer;

/** Records as they will stand in a segment, in memory. Grows with what is put in. */
final class RecordBatch {

  private static final int SMALL = 64 << 10;

  /** What it goes back to when a large record has passed. */
  private final int keptBytes;

  private ByteBuffer buffer;
  private long first;
  private int records;

  RecordBatch(int keptBytes) {
    this.keptBytes = keptBytes;
    this.buffer = ByteBuffer.allocateDirect(Math.min(SMALL, keptBytes));
  }

  /** Adds what remains in the payload. */
  void add(long position, byte kind, long arrivalMicros, ByteBuffer payload) {
    if (records++ == 0) {
      first = position;
    }
    int length = payload.remaining();
    int at = buffer.position();
    room(RecordFormat.HEAD + length);
    buffer.position(at + RecordFormat.LENGTH_AT);
    buffer.putInt(length).putLong(position).putLong(arrivalMicros).put(kind).put(payload);
    buffer.putInt(at, RecordFormat.checksum(buffer, at, length));
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      long wanted = Math.max(2L * buffer.capacity(), (long) buffer.position() + bytes);
      buffer = ByteBuffer.allocateDirect(Math.toIntExact(wanted)).put(buffer.flip());
    }
  }

  boolean isEmpty() {
    return records == 0;
  }

  int records() {
    return records;
  }

  int bytes() {
    return buffer.position();
  }

  long first() {
    return first;
  }

  long last() {
    return first + records - 1;
  }

  /** All of it, ready to be written. */
  ByteBuffer content() {
    return buffer.duplicate().flip();
  }

  void clear() {
    records = 0;
    if (buffer.capacity() > 2 * keptBytes) {
      buffer = ByteBuffer.allocateDirect(Math.min(SMALL, keptBytes));
    } else {
      buffer.clear();
    }
  }
}
