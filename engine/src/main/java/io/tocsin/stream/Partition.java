package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * An operator that hands each item, as it is, to one copy of its children.
 *
 * @param <I> what it takes and hands on
 */
public interface Partition<I> extends Operator<I> {

  /** The copy an item belongs to; null when it goes nowhere. */
  @Nullable Fork<I> forkFor(I item);

  /**
   * Takes over the copies that the operator of an earlier set of rules has, which is not used after
   * that. Called before the first item.
   *
   * @param earlier of the same class, and of a recipe of the same {@link OperatorSpec#stateShape}
   */
  void inherit(Partition<I> earlier);

  /** The copies. */
  Copies copies();

  @Override
  default void process(I item) {
    Fork<I> fork = forkFor(item);
    if (fork != null) {
      fork.accept(item);
    }
  }
}
