package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether the stages of a lane are watched, and by whom. Off costs a stage one plain read for each
 * item. Confined to the lane.
 */
public final class Watching {

  /** For lanes that nobody can watch. */
  static final Watching NEVER = new Watching();

  private @Nullable StageWatch watch;

  /**
   * Makes somebody see every stage from now on, in place of who did before.
   *
   * @param by null for nobody
   */
  public void by(@Nullable StageWatch by) {
    if (this == NEVER) {
      throw new IllegalStateException("the stages of this lane cannot be watched");
    }
    watch = by;
  }

  /** Who watches; null for nobody. */
  @Nullable StageWatch watch() {
    return watch;
  }
}
