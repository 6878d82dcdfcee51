package io.tocsin.sink.store;

import io.tocsin.event.Event;
import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.Message;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes records, one behind the other: length and checksum of what follows, a byte that says what
 * it is, and its fields. Numbers are big-endian. Confined to one thread.
 */
final class Records {

  static final byte OUTPUT = 1;
  static final byte MESSAGE = 2;
  static final byte SETTLED = 3;
  static final byte DEAD = 4;
  static final byte TAKEN = 5;

  /** Of length and checksum. */
  static final int HEAD = 8;

  private ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private int began;

  /** What was written since {@link #clear}, to be read. */
  ByteBuffer written() {
    return buffer.duplicate().flip();
  }

  int size() {
    return buffer.position();
  }

  void clear() {
    buffer.clear();
  }

  void output(OutboxKey key) {
    begin(OUTPUT, 64);
    text(key.kind());
    text(key.name());
    text(key.receiver());
    buffer.putInt(key.copy());
    end();
  }

  /**
   * A message that waits.
   *
   * @throws WireException if it is too large to be kept
   */
  void message(Kept kept) throws WireException {
    Message message = kept.message();
    byte[] body =
        MessageEncoder.encode(WireMessage.ofEvents(message.events()), Segments.MAX_RECORD);
    List<Event> events = message.events();
    begin(MESSAGE, 64 + body.length + 8 * events.size());
    buffer.putLong(kept.place()).putLong(kept.offeredMicros());
    id(message.id());
    buffer.putInt(body.length).put(body);
    // The wire has times to live as floats, which may be off by some microseconds.
    for (Event event : events) {
      buffer.putLong(event.ttlMicrosOr(Long.MIN_VALUE));
    }
    end();
  }

  void settled(Collection<Long> places) {
    begin(SETTLED, 8 + 8 * places.size());
    places.forEach(buffer::putLong);
    end();
  }

  void dead(DeadLetter letter) {
    begin(DEAD, 64 + 4 * letter.text().length());
    buffer.putLong(letter.place()).putLong(letter.atMicros());
    text(letter.reason().name());
    text(letter.text());
    end();
  }

  void taken(MessageId id) {
    begin(TAKEN, 32);
    id(id);
    end();
  }

  /** A record as it was read. */
  void copy(byte[] bytes, int offset, int length) {
    reserve(length);
    buffer.put(bytes, offset, length);
  }

  private void id(MessageId id) {
    buffer.putLong(id.run()).putInt(id.lane()).putLong(id.number());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reserve(4 + bytes.length + 64);
    buffer.putInt(bytes.length).put(bytes);
  }

  private void begin(byte kind, int room) {
    reserve(HEAD + room);
    began = buffer.position();
    buffer.position(began + HEAD);
    buffer.put(kind);
  }

  private void end() {
    int length = buffer.position() - began - HEAD;
    buffer.putInt(began, length);
    buffer.putInt(began + 4, checksum(buffer.array(), began + HEAD, length));
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      int size = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      buffer = ByteBuffer.allocate(size).put(buffer.flip());
    }
  }

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C sum = new CRC32C();
    // With its length: a file of zeros is no record.
    sum.update(length);
    sum.update(bytes, offset, length);
    return (int) sum.getValue();
  }
}
