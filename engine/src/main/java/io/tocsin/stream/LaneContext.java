package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.TimerQueue;

/** What a lane gives to the stages it runs. Confined to the lane. */
public interface LaneContext {

  long nowMicros();

  /** See {@link OperatorContext#presentMicros}. */
  default long presentMicros() {
    return nowMicros();
  }

  /** See {@link OperatorContext#eventTimeMicros}. */
  long eventTimeMicros(Event event);

  TimerQueue timers();

  /** See {@link OperatorContext#service}. */
  <T> T service(Class<T> type);

  /** Who watches the stages. The same object at each call. */
  default Watching watching() {
    return Watching.NEVER;
  }

  /** Whether the lane's state is being written down. The same object at each call. */
  Recordings recordings();

  /** Where those count themselves who go over to new rules. The same object at each call. */
  Sweeps sweeps();

  /** An item ended at a stage for a reason. */
  void dropped(StageSpec stage, Object item, DropReason reason);

  /** A stage threw while it had an item (or null, when a timer or close threw). */
  void failed(StageSpec stage, Object item, Throwable failure);

  /** As {@link #failed}, when the rules have it handled: it counts, and need not be told. */
  default void handled(StageSpec stage, Object item, Throwable failure) {
    failed(stage, item, failure);
  }
}
