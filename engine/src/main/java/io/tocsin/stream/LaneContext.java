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

  /** An item ended at a stage for a reason. */
  void dropped(StageSpec stage, Object item, DropReason reason);

  /** A stage threw while it had an item (or null, when a timer or close threw). */
  void failed(StageSpec stage, Object item, Throwable failure);
}
