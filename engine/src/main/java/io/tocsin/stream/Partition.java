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

  @Override
  default void process(I item) {
    Fork<I> fork = forkFor(item);
    if (fork != null) {
      fork.accept(item);
    }
  }
}
