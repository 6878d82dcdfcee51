package io.tocsin.server.command;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Keeps a replay to a multiple of the speed at which it was recorded. Confined to one thread. */
final class Pace {

  private final double speed;
  private final long started = System.nanoTime();

  private Pace(double speed) {
    this.speed = speed;
  }

  /**
   * A pace that begins now.
   *
   * @param speed above 0; null for no waiting at all
   */
  static Pace of(@Nullable BigDecimal speed) {
    return new Pace(speed == null ? Double.POSITIVE_INFINITY : speed.doubleValue());
  }

  /** Waits until so much recorded time has passed; an interrupt ends the wait, and stays set. */
  void until(long recordedMicros) {
    long due = (long) (TimeUnit.MICROSECONDS.toNanos(recordedMicros) / speed);
    for (long left = due - (System.nanoTime() - started);
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - (System.nanoTime() - started)) {
      LockSupport.parkNanos(left);
    }
  }
}
