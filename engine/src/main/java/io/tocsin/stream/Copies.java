package io.tocsin.stream;

import io.tocsin.state.StateReader;

/** The copies of its children that an operator keeps. Confined to one lane. */
public interface Copies {

  /**
   * Writes what is known of all together, and has each copy written by and by, as {@link
   * StateRecording#copy}.
   *
   * @param number by which each copy refers to this
   */
  void record(StateRecording to, int number);

  /** Takes on what was written of all together, as the first that is done with this. */
  void restore(StateReader in);

  /** Takes on what was written of one copy, and opens it, with no state yet. */
  Fork<?> restoreCopy(StateReader in);
}
