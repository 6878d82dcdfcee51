package io.tocsin.fold;

import io.tocsin.event.Event;
import io.tocsin.state.Stateful;
import org.jspecify.annotations.Nullable;

/**
 * A fold that is kept up event by event, so that the events need not be held until it is asked for.
 * Confined to one thread.
 */
public interface Accumulator extends Stateful {

  /** Takes the next event, in the order they came. */
  void add(Event event);

  /** Reads what the next event will change; a number without meaning. */
  default int glance() {
    return 0;
  }

  /**
   * What the fold says of all events taken so far, as if it had got them in a list.
   *
   * @param nowMicros the lane's now, for an event that has no other time
   * @return null when there is nothing to say
   */
  @Nullable Event result(long nowMicros);
}
