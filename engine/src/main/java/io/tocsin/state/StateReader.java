package io.tocsin.state;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where a live part reads state from, in the order it was written. Confined to one lane.
 *
 * <p>Every method throws {@link StateException} when something else was written there.
 */
public interface StateReader {

  /** The {@link Stateful#stateVersion} of the part that wrote it. */
  int version();

  long readLong();

  /**
   * A count or size.
   *
   * @throws StateException also if it is negative or more than {@code most}
   */
  default int readCount(int most) {
    long count = readLong();
    if (count < 0 || count > most) {
      throw new StateException("a count of " + count + " where at most " + most + " can be");
    }
    return (int) count;
  }

  double readDouble();

  default boolean readBoolean() {
    return readLong() != 0;
  }

  @Nullable String readText();

  @Nullable Event readEvent();

  /**
   * An event that must be there.
   *
   * @throws StateException also if there is none
   */
  default Event readSomeEvent() {
    Event event = readEvent();
    if (event == null) {
      throw new StateException("no event where one must be");
    }
    return event;
  }

  /** See {@link StateWriter#writeValue}; lists are unmodifiable. */
  @Nullable Object readValue();

  /**
   * A value that must be a number: a Long or a Double.
   *
   * @throws StateException also if it is another
   */
  default Number readNumber() {
    Object value = readValue();
    if (value instanceof Long || value instanceof Double) {
      return (Number) value;
    }
    throw new StateException("no number where one must be");
  }

  /** See {@link StateWriter#writeBytes}; not to be changed. */
  byte[] readBytes();

  /**
   * Adds what {@link StateWriter#writeEvents} wrote.
   *
   * @throws StateException also if they are more than {@code most}
   */
  default void readEvents(Collection<Event> to, int most) {
    for (int left = readCount(most); left > 0; left--) {
      to.add(readSomeEvent());
    }
  }

  /**
   * A timer, which is set from now on for the moment it was set for, in the same order among those
   * of one moment.
   *
   * @param task what is to be done then
   * @return the timer; null if none was written
   */
  @Nullable Cancellable readTimer(DeadlineTask task);
}
