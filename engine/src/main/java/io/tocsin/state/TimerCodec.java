package io.tocsin.state;

import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;

/** What timers are to whoever writes them down and sets them again. Confined to one lane. */
public interface TimerCodec {

  /** Whether a timer has yet to run, and was not called off. */
  boolean isOwed(Cancellable timer);

  /** When a timer that is owed is due. */
  long dueMicros(Cancellable timer);

  /** Its order among those of one moment. */
  long order(Cancellable timer);

  /** A timer for the same moment in the same order. */
  Cancellable restore(long dueMicros, long order, DeadlineTask task);
}
