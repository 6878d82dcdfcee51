package io.tocsin.stream.window;

import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;

/** Where windows begin and end, in microseconds since the epoch. Confined to one lane. */
interface Borders extends Stateful {

  /** The start of the window that contains a time. */
  long start(long time);

  /** The end of the window of that start, which is the start of the next. */
  long end(long start);

  /** No window is longer. */
  long longest();

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
