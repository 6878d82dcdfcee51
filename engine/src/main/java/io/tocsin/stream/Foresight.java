package io.tocsin.stream;

import java.util.List;

/**
 * An operator that knows something of very many keys, and can have what it knows of some of them
 * fetched from memory at once.
 *
 * <p>What is not in the processor's caches takes a hundred times as long to read. Asked for by one
 * event after the other, each step of each search waits for the one before. Asked for by many
 * events at a time, first step first, the waits go on beside each other.
 *
 * @param <I> what it takes
 */
public interface Foresight<I> {

  /**
   * Reads what will be asked for when these items come. Changes nothing that can be seen, runs none
   * of the user's code, does not throw.
   *
   * @return a number without meaning, made of what was read, so that reading it is not left out
   */
  int foresee(List<I> items);
}
