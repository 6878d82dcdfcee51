package io.tocsin.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a rule set by name: the path of recipes, as text, from the root, counted where
 * equal ones stand side by side. It does not change when rules are reordered or added. What a
 * function captured is no part of it, as it may be a secret. Numbers the kinds. Immutable.
 */
final class StageNames {

  /** Of one stage; far more than any has. */
  static final int MOST_BRANCHES = 1_000;

  private final List<StageKind> roots;
  private final List<StageOutline> outlines = new ArrayList<>();
  private final Map<String, StageKind> byName = new HashMap<>();

  StageNames(StageKind[] roots) {
    this.roots = List.of(roots);
    name("", this.roots);
  }

  private void name(String above, List<StageKind> siblings) {
    Map<String, Integer> seen = new HashMap<>();
    for (StageKind kind : siblings) {
      String text = String.valueOf(kind.spec.operator());
      int ordinal = seen.merge(text, 1, Integer::sum);
      String name = above + '/' + text + (ordinal > 1 ? "#" + ordinal : "");
      kind.number(outlines.size());
      outlines.add(StageOutline.outline(kind.spec));
      byName.put(name, kind);
      for (int i = 0; i < kind.branches(); i++) {
        name(i == 0 ? name : name + '/' + i, kind.below(i).kinds());
      }
    }
  }

  /** The kind of a name; null when there is none. */
  @Nullable StageKind kind(String name) {
    return byName.get(name);
  }

  /** Writes what they are and where they stand, so that {@link StageFinder} finds them again. */
  void record(StateRecording to) {
    record(to, -1, 0, roots);
  }

  private void record(StateRecording to, int parent, int branch, List<StageKind> siblings) {
    for (StageKind kind : siblings) {
      to.stage(kind, parent, branch, outlines.get(kind.number()));
      for (int i = 0; i < kind.branches(); i++) {
        record(to, kind.number(), i, kind.below(i).kinds());
      }
    }
  }

  /** The roots, in the order of the rule file. */
  List<StageKind> roots() {
    return roots;
  }
}
