package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State on its way from one operator to its successor on the same lane: values as they are, timers
 * themselves. Confined to one lane; used for one operator after the other.
 */
final class Handover implements StateWriter, StateReader {

  private final List<@Nullable Object> values = new ArrayList<>();
  private int at;
  private int version;
  private @Nullable Stage<?, ?> to;

  /**
   * Has a stage's operator go on with what that of another knows, which is not used after that.
   *
   * @return false if one of them has no state to hand over
   */
  boolean pass(Stage<?, ?> from, Stage<?, ?> next) {
    if (!(from.operator instanceof Stateful known) || !(next.operator instanceof Stateful heir)) {
      return false;
    }
    try {
      to = next;
      version = known.stateVersion();
      known.save(this);
      heir.load(this);
      return true;
    } finally {
      values.clear();
      at = 0;
      to = null;
    }
  }

  @Override
  public void writeLong(long value) {
    values.add(value);
  }

  @Override
  public void writeDouble(double value) {
    values.add(value);
  }

  @Override
  public void writeText(@Nullable String text) {
    values.add(text);
  }

  @Override
  public void writeEvent(@Nullable Event event) {
    values.add(event);
  }

  @Override
  public void writeValue(@Nullable Object value) {
    values.add(value);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    values.add(bytes);
  }

  @Override
  public void writeTimer(@Nullable Cancellable timer) {
    values.add(timer instanceof StageTimer owed && owed.isOwed() ? owed : null);
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public long readLong() {
    return as(Long.class);
  }

  @Override
  public double readDouble() {
    return as(Double.class);
  }

  @Override
  public @Nullable String readText() {
    return next() == null ? null : back(String.class);
  }

  @Override
  public @Nullable Event readEvent() {
    return next() == null ? null : back(Event.class);
  }

  @Override
  public @Nullable Object readValue() {
    return next();
  }

  @Override
  public byte[] readBytes() {
    return as(byte[].class);
  }

  @Override
  public @Nullable Cancellable readTimer(DeadlineTask task) {
    if (next() == null || to == null) {
      return null;
    }
    StageTimer timer = back(StageTimer.class);
    timer.moveTo(to, task);
    return timer;
  }

  private @Nullable Object next() {
    if (at == values.size()) {
      throw new StateException("nothing more was written");
    }
    return values.get(at++);
  }

  /** What {@link #next} has just given. */
  private <T> T back(Class<T> type) {
    at--;
    return as(type);
  }

  private <T> T as(Class<T> type) {
    Object value = next();
    if (!type.isInstance(value)) {
      throw new StateException(
          (value == null ? "nothing" : "a " + value.getClass().getSimpleName())
              + " where a "
              + type.getSimpleName()
              + " was to be");
    }
    return type.cast(value);
  }
}
