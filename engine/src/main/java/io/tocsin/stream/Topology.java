package io.tocsin.stream;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The live graph of a rule set. Confined to one lane.
 *
 * <p>Built whole from its recipes; every event enters at every root, in the order of the rule file.
 */
public final class Topology {

  private final List<StageSpec> specs;
  private final Stage<Object, ?>[] roots;

  private Topology(List<StageSpec> specs, LaneContext lane) {
    this.specs = List.copyOf(specs);
    this.roots = Stage.open(this.specs, lane);
  }

  /** Makes the live parts of all stages. */
  public static Topology open(List<StageSpec> specs, LaneContext lane) {
    return new Topology(specs, lane);
  }

  /** Runs one event through all roots. */
  public void accept(Event event) {
    for (Stage<Object, ?> root : roots) {
      root.accept(event);
    }
  }

  /** Closes every operator, from the roots down, and cancels their timers. */
  public void close() {
    Stage.closeAll(roots);
  }

  /** The recipes it was made from. */
  public List<StageSpec> specs() {
    return specs;
  }

  /** The identity of every stage, in the order of the rule file. */
  public static Map<StageId, StageSpec> identities(List<StageSpec> specs) {
    Map<StageId, StageSpec> all = new java.util.LinkedHashMap<>();
    visit(null, 0, specs, all::put);
    return all;
  }

  private static void visit(
      @Nullable StageId parent,
      int branch,
      List<StageSpec> specs,
      BiConsumer<StageId, StageSpec> visitor) {
    Map<OperatorSpec<?, ?>, Integer> seen = new HashMap<>();
    for (StageSpec spec : specs) {
      int ordinal = seen.merge(spec.operator(), 1, Integer::sum) - 1;
      StageId id = new StageId(parent, branch, spec.operator(), ordinal);
      visitor.accept(id, spec);
      List<List<StageSpec>> branches = new ArrayList<>(spec.branches());
      for (int i = 0; i < branches.size(); i++) {
        visit(id, i, branches.get(i), visitor);
      }
    }
  }
}
