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

  /** Slots and entries that one turn looks at, which is to take a millisecond at most. */
  private static final int TURN = 1_000;

  private static final long INTERVAL_MICROS = 1_000;

  private final OperatorContext<O> context;
  private final Supplier<@Nullable ForkEntry<O>[]> slots;
  private final Consumer<ForkEntry<O>> visitor;
  private final Runnable done;
  private Cancellable timer;
  private int next;

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
    timer = context.schedule(context.nowMicros() + INTERVAL_MICROS, this::turn);
  }

  /** Begins again from the first slot, since entries have moved. */
  void restart() {
    next = 0;
  }

  /** Visits all that are left, at once. */
  void finish() {
    timer.cancel();
    visit(Integer.MAX_VALUE);
    done.run();
  }

  private void turn(long dueMicros) {
    if (visit(TURN)) {
      done.run();
    } else {
      timer = context.schedule(dueMicros + INTERVAL_MICROS, this::turn);
    }
  }

  /** Visits about so many; true when there are no more. */
  private boolean visit(int most) {
    @Nullable ForkEntry<O>[] all = slots.get();
    for (int left = most; next < all.length && left > 0; next++, left--) {
      for (ForkEntry<O> e = all[next]; e != null; e = e.chain, left--) {
        visitor.accept(e);
      }
    }
    return next == all.length;
  }
}
