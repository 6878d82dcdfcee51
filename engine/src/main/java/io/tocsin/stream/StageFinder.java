package io.tocsin.stream;

import io.tocsin.state.RecordedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds, of stages that were written down, those of a rule set that go on with their state: as at a
 * reload, see {@link StageMatch}. Confined to one lane.
 */
final class StageFinder {

  private static final int MOST_TOLD = 20;

  /** One that was written down, while those below it come. */
  private static final class Node {
    private final StageOutline outline;
    private final @Nullable String rule;
    private final String path;
    private final List<List<Node>> branches = new ArrayList<>();
    private final int number;

    Node(int number, StageOutline outline, @Nullable String rule, String path) {
      this.number = number;
      this.outline = outline;
      this.rule = rule;
      this.path = path;
    }

    void add(int branch, Node below) {
      while (branches.size() <= branch) {
        branches.add(new ArrayList<>());
      }
      branches.get(branch).add(below);
    }
  }

  private final StageNames names;
  private final List<Node> roots = new ArrayList<>();
  private final Map<Integer, Node> nodes = new HashMap<>();
  private final Map<StageSpec, Node> bySpec = new IdentityHashMap<>();
  private final Map<Integer, StageKind> found = new HashMap<>();
  private final List<String> lost = new ArrayList<>();
  private boolean isMatched;

  StageFinder(StageNames names) {
    this.names = names;
  }

  /** Takes a record of the kind {@link StateRecording#NAME}. */
  void name(RecordedState in) {
    int number = (int) in.readLong();
    String name = String.valueOf(in.readText());
    StageKind kind = names.kind(name);
    if (kind != null) {
      found.put(number, kind);
    } else {
      lose(name);
    }
  }

  /** Takes a record of the kind {@link StateRecording#STAGE}. */
  void stage(RecordedState in) {
    int number = (int) in.readLong();
    Node parent = nodes.get((int) in.readLong());
    int branch = in.readCount(StageNames.MOST_BRANCHES);
    String recipe = String.valueOf(in.readText());
    String shape = String.valueOf(in.readText());
    StageOutline outline = new StageOutline(recipe, shape, in.readLong() != 0);
    String path = (parent == null ? "" : parent.path) + '/' + recipe;
    Node node = new Node(number, outline, in.readText(), path);
    nodes.put(number, node);
    if (parent == null) {
      roots.add(node);
    } else {
      parent.add(branch, node);
    }
  }

  /** The kind of stages that go on with the state of one that was written; null when none do. */
  @Nullable StageKind kind(int number) {
    match();
    return found.get(number);
  }

  /** Paths of stages with state that nobody goes on with; the first of them. */
  List<String> lost() {
    match();
    return List.copyOf(lost);
  }

  private void lose(String path) {
    if (lost.size() < MOST_TOLD) {
      lost.add(path);
    }
  }

  private void match() {
    if (isMatched) {
      return;
    }
    isMatched = true;
    List<StageSpec> next = StageOutline.of(names.roots().stream().map(kind -> kind.spec).toList());
    pair(StageMatch.of(specs(roots), next), names.roots());
    nodes.values().stream()
        .filter(node -> !node.outline.isStateless() && !found.containsKey(node.number))
        .forEach(node -> lose(node.path));
  }

  private List<StageSpec> specs(List<Node> siblings) {
    List<StageSpec> specs = new ArrayList<>();
    for (Node node : siblings) {
      List<List<StageSpec>> below = node.branches.stream().map(this::specs).toList();
      StageSpec spec = new StageSpec(node.outline, below, node.rule, Place.UNKNOWN);
      bySpec.put(spec, node);
      specs.add(spec);
    }
    return specs;
  }

  private void pair(StageMatch match, List<StageKind> kinds) {
    for (int i = 0; i < kinds.size(); i++) {
      int predecessor = match.predecessor(i);
      if (predecessor == Succession.NONE) {
        continue;
      }
      Node node = bySpec.get(match.earlier().get(predecessor));
      StageKind kind = kinds.get(i);
      if (node != null) {
        found.put(node.number, kind);
      }
      List<StageMatch> below = match.below(i);
      for (int b = 0; b < Math.min(kind.branches(), below.size()); b++) {
        pair(below.get(b), kind.below(b).kinds());
      }
    }
  }
}
