package io.tocsin.snapshot;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateRecords;
import io.tocsin.state.TimerCodec;
import io.tocsin.time.Cancellable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into chunks, each of which can be read by itself. The same values give the same
 * bytes. Confined to one thread.
 */
public final class SnapshotWriter implements StateRecords {

  /** A chunk's bytes and records. */
  record Chunk(byte[] bytes, int length, int records) {}

  /** Bytes from which on a chunk is full once its record ends. */
  private static final int FULL = 256 << 10;

  /** Texts of a chunk that are written once only, and characters of such a text. */
  static final int MOST_KNOWN = 8_192;

  private static final int LONGEST_KNOWN = 128;
  private static final int DEEPEST = 64;

  private final Consumer<Chunk> chunks;
  private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
  private final Map<String, Integer> known = new HashMap<>();
  private byte[] bytes = new byte[FULL + FULL / 4];
  private int at;
  private int records;
  private int depth;
  private @Nullable TimerCodec timers;

  /**
   * A writer.
   *
   * @param chunks takes each full chunk; owns its bytes
   */
  SnapshotWriter(Consumer<Chunk> chunks) {
    this.chunks = chunks;
  }

  @Override
  public void begin(byte kind) {
    records++;
    put(kind);
  }

  @Override
  public void end() {
    put(Tag.END);
    depth = 0;
    if (at >= FULL) {
      flush();
    }
  }

  /** Hands on what is there. */
  void flush() {
    if (records > 0) {
      chunks.accept(new Chunk(bytes, at, records));
      bytes = new byte[FULL + FULL / 4];
      at = 0;
      records = 0;
      known.clear();
    }
  }

  @Override
  public void timers(TimerCodec codec) {
    timers = codec;
  }

  @Override
  public void writeLong(long value) {
    put(Tag.LONG);
    number(value);
  }

  @Override
  public void writeDouble(double value) {
    room(9);
    put(Tag.DOUBLE);
    ByteBuffer.wrap(bytes).putLong(at, Double.doubleToRawLongBits(value));
    at += 8;
  }

  @Override
  public void writeText(@Nullable String text) {
    if (text == null) {
      put(Tag.NULL);
      return;
    }
    Integer number = known.get(text);
    if (number != null) {
      put(Tag.KNOWN_TEXT);
      number(number);
      return;
    }
    boolean remember = text.length() <= LONGEST_KNOWN && known.size() < MOST_KNOWN;
    try {
      ByteBuffer encoded = utf8.encode(java.nio.CharBuffer.wrap(text));
      int length = encoded.remaining();
      put(remember ? Tag.NEW_TEXT : Tag.TEXT);
      number(length);
      room(length);
      encoded.get(bytes, at, length);
      at += length;
      if (remember) {
        known.put(text, known.size());
      }
    } catch (CharacterCodingException e) {
      put(Tag.ODD_TEXT);
      number(text.length());
      for (int i = 0; i < text.length(); i++) {
        put((byte) (text.charAt(i) >> 8));
        put((byte) text.charAt(i));
      }
    }
  }

  @Override
  public void writeEvent(@Nullable Event event) {
    if (event == null) {
      put(Tag.NULL);
    } else {
      put(Tag.EVENT);
      EventLayout.write(event, this);
    }
  }

  @Override
  public void writeValue(@Nullable Object value) {
    if (value == null) {
      put(Tag.NULL);
    } else if (value instanceof String text) {
      writeText(text);
    } else if (value instanceof Long whole) {
      writeLong(whole);
    } else if (value instanceof Double number) {
      writeDouble(number);
    } else if (value instanceof Boolean flag) {
      put(flag ? Tag.TRUE : Tag.FALSE);
    } else if (value instanceof List<?> list && depth < DEEPEST) {
      put(Tag.LIST);
      number(list.size());
      depth++;
      list.forEach(this::writeValue);
      depth--;
    } else {
      throw new StateException("a " + value.getClass().getName() + " cannot be written down");
    }
  }

  @Override
  public void writeBytes(byte[] value) {
    put(Tag.BYTES);
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
  }

  @Override
  public void writeTimer(@Nullable Cancellable timer) {
    TimerCodec codec = timers;
    if (timer == null || codec == null || !codec.isOwed(timer)) {
      put(Tag.NULL);
    } else {
      put(Tag.TIMER);
      number(codec.dueMicros(timer));
      number(codec.order(timer));
    }
  }

  private void number(long value) {
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      put((byte) (left | 0x80));
      left >>>= 7;
    }
    put((byte) left);
  }

  private void put(byte value) {
    room(1);
    bytes[at++] = value;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, more), bytes.length * 2));
    }
  }
}
