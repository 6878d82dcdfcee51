package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State written down value by value, each with what kind it is, as a file would have it; read again
 * by any number of readers.
 */
final class StateTape implements StateWriter {

  enum Kind {
    LONG,
    DOUBLE,
    TEXT,
    EVENT,
    VALUE,
    BYTES,
    TIMER
  }

  /** A value; what a timer is due at, and its place among those set, for a timer. */
  record Entry(Kind kind, @Nullable Object value) {}

  /** A timer that waits; {@code order} tells those of one moment apart. */
  record Due(long atMicros, long order) {}

  /** Sets timers again. */
  @FunctionalInterface
  interface Setter {
    Cancellable set(Due due, DeadlineTask task);
  }

  final List<Entry> entries;

  StateTape() {
    this(new ArrayList<>());
  }

  StateTape(List<Entry> entries) {
    this.entries = new ArrayList<>(entries);
  }

  @Override
  public void writeLong(long value) {
    entries.add(new Entry(Kind.LONG, value));
  }

  @Override
  public void writeDouble(double value) {
    entries.add(new Entry(Kind.DOUBLE, value));
  }

  @Override
  public void writeText(@Nullable String text) {
    entries.add(new Entry(Kind.TEXT, text));
  }

  @Override
  public void writeEvent(@Nullable Event event) {
    entries.add(new Entry(Kind.EVENT, event));
  }

  @Override
  public void writeValue(@Nullable Object value) {
    entries.add(new Entry(Kind.VALUE, plain(value)));
  }

  @Override
  public void writeBytes(byte[] bytes) {
    List<Byte> copy = new ArrayList<>();
    for (byte one : bytes) {
      copy.add(one);
    }
    entries.add(new Entry(Kind.BYTES, copy));
  }

  @Override
  public void writeTimer(@Nullable Cancellable timer) {
    entries.add(new Entry(Kind.TIMER, timer == null ? null : ((LoneOperator.Timer) timer).due()));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(one -> copy.add(plain(one)));
      return copy;
    }
    throw new StateException("no plain value but a " + value.getClass().getSimpleName());
  }

  /** A reader from the beginning. */
  Reader reader(Setter timers) {
    return new Reader(List.copyOf(entries), timers);
  }

  /** Reads what was written, and nothing else. */
  static final class Reader implements StateReader {
    private final List<Entry> entries;
    private final Setter timers;
    private int at;

    private Reader(List<Entry> entries, Setter timers) {
      this.entries = entries;
      this.timers = timers;
    }

    boolean isAtEnd() {
      return at == entries.size();
    }

    private @Nullable Object next(Kind kind) {
      if (at == entries.size()) {
        throw new StateException("nothing more was written");
      }
      Entry entry = entries.get(at++);
      if (entry.kind() != kind) {
        throw new StateException("a " + entry.kind() + " where a " + kind + " was to be");
      }
      return entry.value();
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public long readLong() {
      return (Long) next(Kind.LONG);
    }

    @Override
    public double readDouble() {
      return (Double) next(Kind.DOUBLE);
    }

    @Override
    public @Nullable String readText() {
      return (String) next(Kind.TEXT);
    }

    @Override
    public @Nullable Event readEvent() {
      return (Event) next(Kind.EVENT);
    }

    @Override
    public @Nullable Object readValue() {
      return next(Kind.VALUE);
    }

    @Override
    public byte[] readBytes() {
      List<?> all = (List<?>) next(Kind.BYTES);
      byte[] bytes = new byte[all.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (Byte) all.get(i);
      }
      return bytes;
    }

    @Override
    public @Nullable Cancellable readTimer(DeadlineTask task) {
      Due due = (Due) next(Kind.TIMER);
      return due == null ? null : timers.set(due, task);
    }
  }
}
