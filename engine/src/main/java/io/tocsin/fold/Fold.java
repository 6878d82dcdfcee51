package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of a list of events, or none.
 *
 * <p>Implementations are immutable, keep nothing between calls, may be shared by threads and are
 * compared by value, so that a rule is the same rule after a reload.
 */
@FunctionalInterface
public interface Fold {

  /**
   * The event that stands for all of them.
   *
   * @param events in the order they came; may be empty, not changed
   * @param nowMicros the lane's now, for an event that has no other time
   * @return null when there is nothing to say
   */
  @Nullable Event apply(List<Event> events, long nowMicros);

  /**
   * The fold of nothing yet, to be kept up event by event with the same result as {@link #apply} of
   * them all; null for a fold that must have its events together.
   */
  default @Nullable Accumulator accumulator() {
    return null;
  }

  /**
   * The fold of nothing yet, to be kept up as events come and go, with the result of {@link #apply}
   * of those that are there, but for the rounding of floating metrics; null for a fold that must
   * have its events together.
   */
  default @Nullable SlidingAccumulator slidingAccumulator() {
    return null;
  }
}
