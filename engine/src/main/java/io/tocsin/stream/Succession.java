package io.tocsin.stream;

import java.util.List;

/**
 * Which of some stages that stand side by side go on with what earlier ones knew, and the same for
 * those below them, as {@link StageMatch} has found. Immutable. Knows places only: it outlives the
 * earlier rules, which must not be kept for it.
 */
final class Succession {

  /** No predecessor, or no heir. */
  static final int NONE = -1;

  private final int[] predecessors;
  private final int[] heirs;
  private final List<List<Succession>> below;

  Succession(int[] predecessors, int[] heirs, List<List<Succession>> below) {
    this.predecessors = predecessors.clone();
    this.heirs = heirs.clone();
    this.below = List.copyOf(below);
  }

  /** The place of what a stage goes on from among the earlier ones, or {@link #NONE}. */
  int predecessor(int at) {
    return predecessors[at];
  }

  /** The place of what goes on from an earlier stage among the later ones, or {@link #NONE}. */
  int heir(int of) {
    return heirs[of];
  }

  /** For the stages below one, by branch; none for one that has no predecessor. */
  List<Succession> below(int at) {
    return below.get(at);
  }
}
