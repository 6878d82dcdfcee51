package io.tocsin.stream.partition;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Goes through the entries of a table some at a time. Confined to one lane. */
final class SlotWalk<O> {

  /** Slots that take as long as an entry. */
  private static final int SLOTS = 20;

  private final Supplier<ForkSlots<O>> slots;
  private final Consumer<ForkEntry<O>> visitor;
  private int at;

  /**
   * A walk from the first slot on.
   *
   * @param slots those of the table at present
   * @param visitor of each entry, of some more than once; must not change the table
   */
  SlotWalk(Supplier<ForkSlots<O>> slots, Consumer<ForkEntry<O>> visitor) {
    this.slots = slots;
    this.visitor = visitor;
  }

  /** Begins again from the first slot, since entries have moved. */
  void restart() {
    at = 0;
  }

  /** Visits about so many; true when there are no more. */
  boolean visit(int most) {
    ForkSlots<O> all = slots.get();
    long left = (long) most * SLOTS;
    for (; at < all.length() && left > 0; at++, left--) {
      for (ForkEntry<O> e = all.head(at); e != null; e = e.chain, left -= SLOTS) {
        visitor.accept(e);
      }
    }
    return at == all.length();
  }
}
