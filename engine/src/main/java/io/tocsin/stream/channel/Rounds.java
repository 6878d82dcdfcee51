package io.tocsin.stream.channel;

import io.tocsin.event.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Bounds what one input of a lane can set going: an event that is published or reinjected while
 * another such event is handled is one level deeper than it. At most {@link #MAX_DEPTH} levels, and
 * at most {@link #MAX_EVENTS} such events in all, come of one input. So rules that feed themselves
 * end, and the lane gets on. Confined to one lane.
 *
 * <p>Holds the events that wait to be reinjected, first in first out: never more than {@link
 * #MAX_EVENTS}.
 */
public final class Rounds {

  /** Levels of published or reinjected events above the event that came in. */
  public static final int MAX_DEPTH = 16;

  /** Published and reinjected events of one input. */
  public static final int MAX_EVENTS = 10_000;

  private record Waiting(Event event, int depth) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int depth;
  private int events;

  /** A new input begins. What still waits stays. */
  public void begin() {
    depth = 0;
    events = 0;
  }

  /** Whether one more event may go round now; if so it is counted. */
  private boolean admits() {
    if (depth >= MAX_DEPTH || events >= MAX_EVENTS) {
      return false;
    }
    events++;
    return true;
  }

  /** Handles an event one level deeper; false, with nothing done, beyond the bounds. */
  boolean deeper(Event event, Consumer<Event> handler) {
    if (!admits()) {
      return false;
    }
    depth++;
    try {
      handler.accept(event);
    } finally {
      depth--;
    }
    return true;
  }

  /**
   * Has an event enter the rules again, from the top, once the present one has gone through all of
   * them; false, with nothing done, beyond the bounds.
   */
  public boolean reinject(Event event) {
    if (!admits()) {
      return false;
    }
    waiting.add(new Waiting(event, depth + 1));
    return true;
  }

  /** Gives out what waits, and what joins it meanwhile, until nothing does. */
  public void drain(Consumer<Event> rules) {
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      depth = next.depth();
      rules.accept(next.event());
    }
  }
}
