package io.tocsin.fold;

import io.tocsin.event.CompactEvents;
import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A fold of a window that is kept up as events come and go, each in constant time on average.
 * Confined to one thread.
 */
public interface SlidingAccumulator {

  /**
   * Takes the newest event.
   *
   * @param number tells it from all others; greater than all before
   */
  void add(long number, Event event);

  /**
   * Forgets an event that was taken.
   *
   * @param events those of the window, with the one that is forgotten
   * @param inTurn whether it is the first of those that are there
   * @return false if it cannot, and must be made anew from those that are left; only when out of
   *     turn
   */
  boolean remove(CompactEvents events, long number, boolean inTurn);

  /**
   * What the fold says of the window, as if it had got its events in a list.
   *
   * @param window all that was taken and not forgotten; not empty
   * @return null when there is nothing to say
   */
  @Nullable Event result(Window window);

  /** What every fold may know of the window. */
  interface Window {

    /** The event that came first. */
    Event first();

    /** The event that came last. */
    Event last();

    /** The number of the first event that is not expired, or, when all are, of the next to come. */
    long firstNotExpired();

    CompactEvents events();

    int size();
  }
}
