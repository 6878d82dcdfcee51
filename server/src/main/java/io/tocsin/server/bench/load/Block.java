package io.tocsin.server.bench.load;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/** Events that were made ahead, so that making them is not measured. Confined to one thread. */
public final class Block {

  /** Events in a block: reading clocks before and after it costs next to nothing each. */
  public static final int SIZE = 2048;

  private final @Nullable Event[] events = new @Nullable Event[SIZE];
  private final long[] moments = new long[SIZE];

  /** Puts an event with the moment it arrives at into a place. */
  void put(int place, Event event, long moment) {
    events[place] = event;
    moments[place] = moment;
  }

  /** The event at a place, from 0 to below {@link #SIZE}; of a block that was filled. */
  public Event event(int place) {
    Event event = events[place];
    if (event == null) {
      throw new IllegalStateException("the block was not filled");
    }
    return event;
  }

  /** When it arrives, in microseconds since the epoch. */
  public long moment(int place) {
    return moments[place];
  }
}
