package io.tocsin.stream;

/**
 * The live part of one step of a rule. Confined to one lane; made by {@link OperatorSpec#create}.
 *
 * @param <I> what comes in: events or batches
 */
@FunctionalInterface
public interface Operator<I> {

  /**
   * Takes one item. What it throws is counted and logged against this stage; the item ends here.
   */
  void process(I item);

  /**
   * Reads what the next item will make it look at, to have it fetched from memory; see {@link
   * Foresight}. Worth while for what there is one of for each key.
   *
   * @return a number without meaning, made of what was read
   */
  default int glance() {
    return 0;
  }

  /**
   * Called once, before the operator is discarded: the last chance to emit what must not be lost,
   * and to let go of what it owns. Its timers are cancelled afterwards.
   */
  default void close() {}
}
