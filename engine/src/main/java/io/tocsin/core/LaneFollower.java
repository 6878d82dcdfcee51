package io.tocsin.core;

import io.tocsin.event.Event;

/** Gets what enters a lane's rules, in its order. Called on that lane; must not change it. */
@FunctionalInterface
public interface LaneFollower {

  /**
   * An event is about to enter the rules: it arrived, expired, or was reinjected.
   *
   * @param event as the rules get it, with a time
   * @param nowMicros the lane's now
   */
  void entered(Event event, long nowMicros);
}
