package io.tocsin.stream.partition;

import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;

/**
 * Goes through the entries of a table some at a time, so that the lane does not stand still
 * meanwhile. Confined to one lane.
 */
final class ForkSweep<O> {

  /** Entries that one turn looks at, each of which may take some microseconds. */
  private static final int TURN = 200;

  private static final long INTERVAL_MICROS = 1_000;

  private final OperatorContext<O> context;
  private final SlotWalk<O> walk;
  private final Runnable done;
  private Cancellable timer;

  /**
   * A sweep whose first turn comes soon.
   *
   * @param done called at the end
   */
  ForkSweep(OperatorContext<O> context, SlotWalk<O> walk, Runnable done) {
    this.context = context;
    this.walk = walk;
    this.done = done;
    context.sweeps().begun();
    timer = later();
  }

  /** From the present on, so that other inputs have their turn however late this one is. */
  private Cancellable later() {
    return context.schedule(context.presentMicros() + INTERVAL_MICROS, this::turn);
  }

  /** Begins again, since entries have moved. */
  void restart() {
    walk.restart();
  }

  /** Visits all that are left, at once. */
  void finish() {
    timer.cancel();
    walk.visit(Integer.MAX_VALUE);
    end();
  }

  private void turn(long dueMicros) {
    if (walk.visit(TURN)) {
      end();
    } else {
      timer = later();
    }
  }

  /** Leaves the rest as it is. */
  void stop() {
    timer.cancel();
    end();
  }

  private void end() {
    context.sweeps().ended();
    done.run();
  }
}
