package io.tocsin.snapshot;

import io.tocsin.event.Event;
import io.tocsin.state.RecordedState;
import io.tocsin.state.StateException;
import io.tocsin.state.TimerCodec;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the records of chunks that {@link SnapshotWriter} wrote. Confined to one thread. */
public final class SnapshotReader implements RecordedState {

  private final Supplier<@Nullable ByteBuffer> chunks;
  private final List<String> known = new ArrayList<>();
  private ByteBuffer in = ByteBuffer.allocate(0);
  private boolean inRecord;
  private byte kind;
  private int version;
  private @Nullable TimerCodec timers;

  /**
   * A reader before the first record.
   *
   * @param chunks gives each chunk, null at the end
   */
  SnapshotReader(Supplier<@Nullable ByteBuffer> chunks) {
    this.chunks = chunks;
  }

  @Override
  public boolean next() {
    while (inRecord) {
      skip();
    }
    while (!in.hasRemaining()) {
      ByteBuffer chunk = chunks.get();
      if (chunk == null) {
        return false;
      }
      in = chunk;
      known.clear();
    }
    kind = in.get();
    inRecord = true;
    return true;
  }

  /** Passes over a value, so that the texts in it are known, or over the end. */
  private void skip() {
    byte tag = tag();
    switch (tag) {
      case Tag.END, Tag.NULL, Tag.TRUE, Tag.FALSE, Tag.EVENT -> {}
      case Tag.LONG, Tag.KNOWN_TEXT, Tag.LIST -> number();
      case Tag.DOUBLE -> in.getLong();
      case Tag.TIMER -> {
        number();
        number();
      }
      case Tag.BYTES -> bytes(length());
      default -> text(tag);
    }
  }

  @Override
  public byte kind() {
    return kind;
  }

  /** Bytes of the chunk that are left: no count of things in it can be greater. */
  int left() {
    return in.remaining();
  }

  @Override
  public void version(int value) {
    version = value;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public void timers(TimerCodec codec) {
    timers = codec;
  }

  @Override
  public long readLong() {
    expect(Tag.LONG, tag());
    return number();
  }

  @Override
  public double readDouble() {
    expect(Tag.DOUBLE, tag());
    return Double.longBitsToDouble(in.getLong());
  }

  @Override
  public @Nullable String readText() {
    byte tag = tag();
    return tag == Tag.NULL ? null : text(tag);
  }

  @Override
  public @Nullable Event readEvent() {
    byte tag = tag();
    if (tag == Tag.NULL) {
      return null;
    }
    expect(Tag.EVENT, tag);
    return EventLayout.read(this);
  }

  @Override
  public @Nullable Object readValue() {
    byte tag = tag();
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.LONG -> number();
      case Tag.DOUBLE -> Double.longBitsToDouble(in.getLong());
      case Tag.TRUE -> true;
      case Tag.FALSE -> false;
      case Tag.LIST -> list(length());
      default -> text(tag);
    };
  }

  private List<@Nullable Object> list(int size) {
    List<@Nullable Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(readValue());
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public byte[] readBytes() {
    expect(Tag.BYTES, tag());
    return bytes(length());
  }

  @Override
  public @Nullable Cancellable readTimer(DeadlineTask task) {
    byte tag = tag();
    if (tag == Tag.NULL) {
      return null;
    }
    expect(Tag.TIMER, tag);
    long due = number();
    long order = number();
    if (timers == null) {
      throw new StateException("a timer where none can be set");
    }
    return timers.restore(due, order, task);
  }

  private byte tag() {
    if (!inRecord) {
      throw new StateException("nothing more was written");
    }
    byte tag = in.get();
    if (tag == Tag.END) {
      inRecord = false;
    }
    return tag;
  }

  private void expect(byte wanted, byte found) {
    if (wanted != found) {
      throw unexpected(found, Tag.word(wanted));
    }
  }

  /** Has what was found be there still, so that it can be passed over. */
  private StateException unexpected(byte found, String wanted) {
    in.position(in.position() - 1);
    inRecord = true;
    return new StateException("found " + Tag.word(found) + " where " + wanted + " must be");
  }

  private String text(byte tag) {
    switch (tag) {
      case Tag.KNOWN_TEXT:
        long number = number();
        if (number < 0 || number >= known.size()) {
          throw new StateException("no text has the number " + number);
        }
        return known.get((int) number);
      case Tag.NEW_TEXT:
        String text = new String(bytes(length()), StandardCharsets.UTF_8);
        known.add(text);
        return text;
      case Tag.TEXT:
        return new String(bytes(length()), StandardCharsets.UTF_8);
      case Tag.ODD_TEXT:
        char[] odd = new char[length()];
        for (int i = 0; i < odd.length; i++) {
          odd[i] = in.getChar();
        }
        return new String(odd);
      default:
        throw unexpected(tag, "a text");
    }
  }

  private int length() {
    long length = number();
    if (length < 0 || length > in.remaining()) {
      throw new StateException("a length of " + length + " with " + in.remaining() + " bytes left");
    }
    return (int) length;
  }

  private byte[] bytes(int length) {
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new StateException("a number of more than ten bytes");
  }
}
