package io.tocsin.state;

/**
 * A live part whose state can outlive it: one that is made later, of a recipe that understands the
 * same state, goes on as if it had been there all the time.
 *
 * <p>What is written depends on the inputs only: no clock, no identity hash, no order of a hash
 * table. Confined to one lane.
 */
public interface Stateful {

  /**
   * How {@link #save} writes, counted from 1. A reader of a greater version understands all lesser
   * ones.
   */
  default int stateVersion() {
    return 1;
  }

  /** Writes all it must know to go on, its timers included. It may be used further. */
  void save(StateWriter out);

  /**
   * Takes on what another one wrote, in the order it was written. Called once at most, on a part
   * that has taken no item yet.
   *
   * @throws StateException if it cannot be a state of such a part
   */
  void load(StateReader in);
}
