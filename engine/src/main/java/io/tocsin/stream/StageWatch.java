package io.tocsin.stream;

/**
 * Sees what the stages of a lane do, one call after the other, nested as the stages are: what is
 * between a stage's {@code entered} and its {@code left} happened in it and below it. Called on the
 * lane; must not throw, and not change the lane.
 */
public interface StageWatch {

  /** A stage takes an item. */
  void entered(StageSpec stage, Object item);

  /** A timer of a stage is due. */
  void woken(StageSpec stage, long dueMicros);

  /** The stage that was last entered or woken, and has not been left, is done with it. */
  void left(StageSpec stage);
}
