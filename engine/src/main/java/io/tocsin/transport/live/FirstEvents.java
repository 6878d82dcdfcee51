package io.tocsin.transport.live;

import io.tocsin.event.Event;
import io.tocsin.transport.ByteBudget;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there was when a view began, until the client has taken it: it weighs in the budget of all
 * connections. Confined to the HTTP thread.
 */
final class FirstEvents {

  private final ByteBudget budget;
  private @Nullable Iterator<Event> events;
  private long bytes;

  FirstEvents(ByteBudget budget) {
    this.budget = budget;
  }

  /** Takes so much room; false if there is none. */
  boolean reserve(long wanted) {
    if (!budget.reserve(wanted)) {
      return false;
    }
    bytes = wanted;
    return true;
  }

  /** The events are there, in their order. */
  void begin(List<Event> found) {
    events = found.iterator();
  }

  /** Whether they are there, or were. */
  boolean haveBegun() {
    return events != null;
  }

  /** The next one; null when there is none, or none yet. */
  @Nullable Event next() {
    return events != null && events.hasNext() ? events.next() : null;
  }

  /** Whether there are more; gives the room back when there are not. */
  boolean hasMore() {
    if (events != null && events.hasNext()) {
      return true;
    }
    // An iterator at its end still holds what it went over.
    events = Collections.emptyIterator();
    release();
    return false;
  }

  /** Forgets them. Idempotent. */
  void close() {
    events = null;
    release();
  }

  private void release() {
    budget.release(bytes);
    bytes = 0;
  }
}
