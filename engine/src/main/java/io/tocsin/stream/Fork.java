package io.tocsin.stream;

/**
 * One copy of an operator's children, with state and timers of its own. Confined to one lane.
 *
 * @param <T> what the children take
 */
public interface Fork<T> {

  void accept(T item);

  /** See {@link Operator#glance}. */
  default int glance() {
    return 0;
  }

  /** Closes the children and cancels their timers. */
  void close();
}
