package io.tocsin.sink.store;

import io.tocsin.event.Event;
import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.sink.Message;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of a segment up to the first that is not whole. Confined to one thread. */
final class SegmentReader {

  /** What records say. */
  interface Visitor {
    void output(OutboxKey key);

    /** {@code offset} and {@code length} are those of the whole record. */
    void message(Kept message, int offset, int length);

    void settled(long place);

    /** The letter's message is somewhere else. */
    void dead(long place, Reason reason, String text, long atMicros, int offset, int length);

    void taken(MessageId id);
  }

  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final WireLimits LIMITS =
      new WireLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT);

  private final byte[] bytes;
  private final Visitor visitor;
  private final MessageDecoder decoder = new MessageDecoder(LIMITS);

  SegmentReader(byte[] bytes, Visitor visitor) {
    this.bytes = bytes;
    this.visitor = visitor;
  }

  /** Whether the file is one of these at all: empty ones are. */
  boolean isSegment() {
    return bytes.length < Segments.MAGIC.length
        || ByteBuffer.wrap(bytes, 0, Segments.MAGIC.length).equals(ByteBuffer.wrap(Segments.MAGIC));
  }

  /** Reads; gives where the first record begins that is not whole, which may be the end. */
  int read() {
    int at = Math.min(Segments.MAGIC.length, bytes.length);
    if (at < Segments.MAGIC.length) {
      return 0;
    }
    while (bytes.length - at >= Records.HEAD) {
      ByteBuffer head = ByteBuffer.wrap(bytes, at, Records.HEAD);
      int length = head.getInt();
      int checksum = head.getInt();
      int from = at + Records.HEAD;
      if (length < 1
          || length > bytes.length - from
          || Records.checksum(bytes, from, length) != checksum) {
        return at;
      }
      try {
        record(ByteBuffer.wrap(bytes, from, length), at, Records.HEAD + length);
      } catch (WireException | RuntimeException e) {
        // Whole, and not understood: written by something else.
        return at;
      }
      at = from + length;
    }
    return at;
  }

  private void record(ByteBuffer in, int offset, int length) throws WireException {
    switch (in.get()) {
      case Records.OUTPUT ->
          visitor.output(new OutboxKey(text(in), text(in), text(in), in.getInt()));
      case Records.MESSAGE -> visitor.message(message(in), offset, length);
      case Records.SETTLED -> {
        while (in.hasRemaining()) {
          visitor.settled(in.getLong());
        }
      }
      case Records.DEAD -> {
        long place = in.getLong();
        long at = in.getLong();
        Reason reason = Reason.valueOf(text(in));
        visitor.dead(place, reason, text(in), at, offset, length);
      }
      case Records.TAKEN -> visitor.taken(id(in));
      default -> throw new WireException("no such record");
    }
  }

  private Kept message(ByteBuffer in) throws WireException {
    long place = in.getLong();
    long offered = in.getLong();
    MessageId id = id(in);
    int length = in.getInt();
    List<Event> events = new ArrayList<>();
    int at = in.position();
    List<Event> decoded = decoder.decode(bytes, at, length).events();
    in.position(at + length);
    for (Event event : decoded) {
      long ttl = in.getLong();
      events.add(
          ttl == event.ttlMicrosOr(Long.MIN_VALUE)
              ? event
              : event.toBuilder().ttlMicros(ttl).build());
    }
    return new Kept(place, new Message(id, events), offered);
  }

  private static MessageId id(ByteBuffer in) {
    return new MessageId(in.getLong(), in.getInt(), in.getLong());
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
