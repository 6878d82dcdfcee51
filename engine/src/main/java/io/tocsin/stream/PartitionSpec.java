package io.tocsin.stream;

/**
 * The recipe of an operator that hands each item, as it is, to one copy of its children.
 *
 * @param <I> what it takes and hands on
 */
public interface PartitionSpec<I> extends OperatorSpec<I, I> {

  @Override
  Partition<I> create(OperatorContext<I> context);

  @Override
  default boolean forksChildren() {
    return true;
  }
}
