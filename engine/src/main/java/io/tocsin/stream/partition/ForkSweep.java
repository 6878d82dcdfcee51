package io.tocsin.stream.partition;

import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the entries of a table some at a time, so that the lane does not stand still
 * meanwhile. Confined to one lane.
 */
final class ForkSweep<O> {

  /** Entries that one turn looks at, each of which may take some microseconds. */
  private static final int TURN = 200;

  /** Slots that take as long. */
  private static final int SLOTS = 20;

  private static final long INTERVAL_MICROS = 1_000;

  private final OperatorContext<O> context;
  private final Supplier<@Nullable ForkEntry<O>[]> slots;
  private final Consumer<ForkEntry<O>> visitor;
  private final Runnable done;
  private Cancellable timer;
  private int at;

  /**
   * A sweep whose first turn comes soon.
   *
   * @param slots the heads of the chains of entries at present
   * @param visitor of each entry, of some more than once; must not change the table
   * @param done called at the end
   */
  ForkSweep(
      OperatorContext<O> context,
      Supplier<@Nullable ForkEntry<O>[]> slots,
      Consumer<ForkEntry<O>> visitor,
      Runnable done) {
    this.context = context;
    this.slots = slots;
    this.visitor = visitor;
    this.done = done;
    context.sweeps().begun();
    timer = later();
  }

  /** From the present on, so that other inputs have their turn however late this one is. */
  private Cancellable later() {
    return context.schedule(context.presentMicros() + INTERVAL_MICROS, this::turn);
  }

  /** Begins again from the first slot, since entries have moved. */
  void restart() {
    at = 0;
  }

  /** Visits all that are left, at once. */
  void finish() {
    timer.cancel();
    visit(Integer.MAX_VALUE);
    end();
  }

  private void turn(long dueMicros) {
    if (visit(TURN)) {
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

  /** Visits about so many; true when there are no more. */
  private boolean visit(int most) {
    @Nullable ForkEntry<O>[] all = slots.get();
    long left = (long) most * SLOTS;
    for (; at < all.length && left > 0; at++, left--) {
      for (ForkEntry<O> e = all[at]; e != null; e = e.chain, left -= SLOTS) {
        visitor.accept(e);
      }
    }
    return at == all.length;
  }
}
