package io.tocsin.sink;

import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Holds the attempts of one sink, one at a time, to their time. One that goes on beyond it has its
 * thread interrupted; a margin later it is given up.
 *
 * <p>A task that is to look is not called off when the attempt ends in time: it finds the attempt
 * that is under way by then, and looks again when that one's time is over. So attempts that follow
 * one another need no other thread to wake for each of them.
 *
 * <p>Thread-safe; attempts begin and end on one thread.
 */
final class AttemptWatch {

  /** Has something done later, on a thread that must not wait. */
  @FunctionalInterface
  interface Alarm {
    Future<?> set(Runnable task, long delayMicros);
  }

  private final Alarm alarm;
  private final TimeSource time;
  private final Duration margin;
  private final Runnable giveUp;

  private @Nullable Thread attempting;
  private long untilMicros;
  private boolean interrupted;
  private @Nullable Future<?> look;
  private long lookAtMicros;

  /**
   * Nothing is attempted yet.
   *
   * @param margin from the interrupt of an attempt until it is given up
   * @param giveUp is run, at the alarm, for an attempt that does not heed its interrupt
   */
  AttemptWatch(Alarm alarm, TimeSource time, Duration margin, Runnable giveUp) {
    this.alarm = alarm;
    this.time = time;
    this.margin = margin;
    this.giveUp = giveUp;
  }

  /** The caller's thread begins an attempt that is to end within {@code atMost}. */
  synchronized void begin(Duration atMost) {
    attempting = Thread.currentThread();
    interrupted = false;
    lookIn(atMost);
  }

  /** The attempt has ended; says whether its thread was interrupted for that. Idempotent. */
  synchronized boolean end() {
    if (attempting != null && interrupted) {
      // Clears the interrupt in case the attempt came to its end without noticing.
      Thread.interrupted();
    }
    attempting = null;
    return interrupted;
  }

  private void lookIn(Duration delay) {
    untilMicros = RetryPolicy.later(time.elapsedMicros(), delay);
    if (look != null && lookAtMicros <= untilMicros) {
      return;
    }
    if (look != null) {
      look.cancel(false);
    }
    schedule();
  }

  private void schedule() {
    lookAtMicros = untilMicros;
    long delay = Math.max(1, untilMicros - time.elapsedMicros());
    look = alarm.set(this::look, delay);
  }

  private synchronized void look() {
    look = null;
    if (attempting == null) {
      return;
    }
    if (time.elapsedMicros() < untilMicros) {
      schedule();
    } else if (!interrupted) {
      interrupted = true;
      attempting.interrupt();
      lookIn(margin);
    } else {
      giveUp.run();
    }
  }
}
