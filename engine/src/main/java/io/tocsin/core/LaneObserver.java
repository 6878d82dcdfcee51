package io.tocsin.core;

import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import org.jspecify.annotations.Nullable;

/** Who counts what a lane loses and what fails in it. Called on the lane. */
public interface LaneObserver {

  /**
   * An item, or a part of one, ended for a reason other than a filter.
   *
   * @param item an event or a batch; {@link DropReason#lossesOf} says how many losses it is
   */
  void dropped(StageSpec stage, Object item, DropReason reason);

  /** A user's function, or an operator, threw. */
  void failed(StageSpec stage, @Nullable Object item, Throwable failure);

  /**
   * A listener of a channel, from outside the rules, threw, and was detached.
   *
   * @param channel its name
   */
  default void listenerFailed(String channel, RuntimeException failure) {}

  /**
   * A user's function, or an operator, threw below an {@code onError}, which has got it.
   *
   * @param item null when a timer or a close threw
   */
  default void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
    failed(stage, item, failure);
  }

  /** An event's time was out of all range and was replaced by now. */
  void timeReplaced();
}
