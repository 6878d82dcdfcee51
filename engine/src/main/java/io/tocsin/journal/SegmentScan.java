package io.tocsin.journal;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the records of one segment and checks them, up to the first that is not right.
 * Confined to one thread.
 */
final class SegmentScan implements Closeable {

  private static final int CHUNK = 256 << 10;

  private final Segment segment;
  private final DiskFile file;
  private ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);

  /** Where in the file the buffer begins. */
  private long bufferAt = SegmentHeader.BYTES;

  /** Where in the buffer the present record begins, and its bytes. */
  private int at;

  private int length;
  private long next;
  private @Nullable String fault;

  /** Of a segment whose header is right. */
  SegmentScan(Disk disk, Segment segment) throws IOException {
    this.segment = segment;
    this.file = disk.open(segment.file(), false);
    this.next = segment.first();
  }

  /** Goes on to the next record; false at the end, also when it is a bad one. */
  boolean next() throws IOException {
    if (fault != null) {
      return false;
    }
    at += length;
    length = 0;
    long left = segment.bytes() - offset();
    if (left == 0) {
      return false;
    }
    if (left < RecordFormat.HEAD || !fill(RecordFormat.HEAD)) {
      return bad("a record is cut off");
    }
    int payload = buffer.getInt(at + RecordFormat.LENGTH_AT);
    if (payload < 0 || payload > RecordFormat.MAX_PAYLOAD) {
      return bad("a record has an impossible length");
    }
    int whole = RecordFormat.HEAD + payload;
    if (left < whole || !fill(whole)) {
      return bad("a record is cut off");
    }
    if (buffer.getInt(at) != RecordFormat.checksum(buffer, at, payload)) {
      return bad("a record has a wrong checksum");
    }
    long position = buffer.getLong(at + RecordFormat.POSITION_AT);
    if (position != next) {
      return bad("a record has position " + position + " where " + next + " belongs");
    }
    length = whole;
    next++;
    return true;
  }

  private boolean bad(String what) {
    fault = what;
    return false;
  }

  /** Has so many bytes from the present place in the buffer; false if the file has less. */
  private boolean fill(int bytes) throws IOException {
    if (buffer.limit() - at >= bytes) {
      return true;
    }
    ByteBuffer old = buffer.position(at);
    if (bytes > buffer.capacity()) {
      buffer = ByteBuffer.allocate(Math.max(bytes, 2 * buffer.capacity()));
      buffer.put(old);
    } else {
      buffer.compact();
    }
    bufferAt += at;
    at = 0;
    file.read(buffer, bufferAt + buffer.position());
    buffer.flip();
    return buffer.limit() >= bytes;
  }

  /** Where the next record begins, or the first bad byte is. */
  long offset() {
    return bufferAt + at + length;
  }

  /** The position that the next record has. */
  long nextPosition() {
    return next;
  }

  /** What is wrong at {@link #offset}; null if nothing is. */
  @Nullable String fault() {
    return fault;
  }

  /** Where and why it did not get as far as to a position. */
  BadPlace stop(long last) {
    String what = fault == null ? "positions " + next + " to " + last + " are missing" : fault;
    return new BadPlace(segment.file(), offset(), what);
  }

  long position() {
    return next - 1;
  }

  long arrivalMicros() {
    return buffer.getLong(at + RecordFormat.ARRIVAL_AT);
  }

  byte kind() {
    return buffer.get(at + RecordFormat.KIND_AT);
  }

  /** The payload, in an array, until the next record is asked for. */
  ByteBuffer payload() {
    int from = at + RecordFormat.HEAD;
    return buffer.duplicate().limit(at + length).position(from);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
