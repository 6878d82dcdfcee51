package io.tocsin.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds which of some stages that stand side by side go on with what earlier ones knew, and the
 * same for those below them. Immutable.
 *
 * <p>Goes top down among the children of stages that are matched themselves: first those that are
 * the same with all below them, then those of the same recipe, then those whose recipe understands
 * the other's state; of several the one whose rule bears the same name and that has most in common
 * below it, and else the first. So neither order nor names of variables matter.
 */
final class StageMatch {

  private static final int NONE = Succession.NONE;

  /** Comparisons of candidates that are worth while; beyond them the order of the rules decides. */
  private static final int MOST_COMPARISONS = 1 << 16;

  private static final int SAME_RULE = 1 << 20;

  private final List<StageSpec> earlier;
  private final List<StageSpec> next;
  private final int[] predecessors;
  private final int[] heirs;

  /** By stage that has a predecessor, then by branch of the later one. */
  private final Map<Integer, List<StageMatch>> below = new HashMap<>();

  private StageMatch(List<StageSpec> earlier, List<StageSpec> next) {
    this.earlier = earlier;
    this.next = next;
    predecessors = new int[next.size()];
    heirs = new int[earlier.size()];
    Arrays.fill(predecessors, NONE);
    Arrays.fill(heirs, NONE);
    match(spec -> spec, false);
    match(StageSpec::operator, false);
    match(StageMatch::kind, true);
    for (int i = 0; i < predecessors.length; i++) {
      if (predecessors[i] != NONE) {
        below.put(i, branches(earlier.get(predecessors[i]), next.get(i)));
      }
    }
  }

  /** Of the roots of two sets of rules, or of the stages of one branch. */
  static StageMatch of(List<StageSpec> earlier, List<StageSpec> next) {
    return new StageMatch(earlier, next);
  }

  private static List<StageMatch> branches(StageSpec earlier, StageSpec next) {
    List<StageMatch> branches = new ArrayList<>();
    for (int i = 0; i < Math.max(earlier.branches().size(), next.branches().size()); i++) {
      branches.add(of(branch(earlier, i), branch(next, i)));
    }
    return branches;
  }

  private static List<StageSpec> branch(StageSpec spec, int i) {
    return i < spec.branches().size() ? spec.branches().get(i) : List.of();
  }

  private static List<Object> kind(StageSpec spec) {
    String channel = spec.operator().channel();
    return List.of(
        spec.operator().getClass(),
        spec.operator().stateShape(spec),
        channel == null ? "" : channel);
  }

  /**
   * Gives those without predecessor one of the earlier ones that are free and of an equal key.
   *
   * @param byLikeness whether they must have more in common than that
   */
  private void match(Function<StageSpec, Object> key, boolean byLikeness) {
    Map<Object, List<Integer>> free = without(heirs, earlier, key);
    Map<Object, List<Integer>> wanting = without(predecessors, next, key);
    wanting.forEach((k, to) -> pair(free.getOrDefault(k, List.of()), to, byLikeness));
  }

  private static Map<Object, List<Integer>> without(
      int[] partners, List<StageSpec> specs, Function<StageSpec, Object> key) {
    Map<Object, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == NONE) {
        places.computeIfAbsent(key.apply(specs.get(i)), k -> new ArrayList<>()).add(i);
      }
    }
    return places;
  }

  private record Candidate(int from, int to, int likeness) {}

  private void pair(List<Integer> from, List<Integer> to, boolean byLikeness) {
    List<Candidate> candidates = new ArrayList<>();
    boolean many = (long) from.size() * to.size() > MOST_COMPARISONS;
    for (int t = 0; t < to.size(); t++) {
      for (int f = many ? t : 0; f < (many ? Math.min(t + 1, from.size()) : from.size()); f++) {
        StageSpec one = earlier.get(from.get(f));
        StageSpec other = next.get(to.get(t));
        if (!byLikeness || isPlausible(one, other)) {
          candidates.add(new Candidate(from.get(f), to.get(t), likeness(one, other)));
        }
      }
    }
    // Stable: of equals those that come first in the rules.
    candidates.sort((a, b) -> Integer.compare(b.likeness(), a.likeness()));
    for (Candidate one : candidates) {
      if (heirs[one.from()] == NONE && predecessors[one.to()] == NONE) {
        heirs[one.from()] = one.to();
        predecessors[one.to()] = one.from();
      }
    }
  }

  /** A filter that asks something else is the same one only if what is below it speaks for that. */
  private static boolean isPlausible(StageSpec one, StageSpec other) {
    boolean otherName =
        one.rule() != null && other.rule() != null && !one.rule().equals(other.rule());
    return !otherName && (!one.operator().isStateless() || inCommon(one, other) > 0);
  }

  private static int likeness(StageSpec one, StageSpec other) {
    boolean sameRule = one.rule() != null && one.rule().equals(other.rule());
    return inCommon(one, other) + (sameRule ? SAME_RULE : 0);
  }

  /** Recipes that are in both. */
  private static int inCommon(StageSpec one, StageSpec other) {
    Map<Object, Integer> recipes = new HashMap<>();
    count(one, recipes, 1);
    int all = recipes.values().stream().mapToInt(Integer::intValue).sum();
    count(other, recipes, -1);
    int missing = recipes.values().stream().mapToInt(n -> Math.max(0, n)).sum();
    return all - missing;
  }

  private static void count(StageSpec spec, Map<Object, Integer> recipes, int by) {
    recipes.merge(spec.operator(), by, Integer::sum);
    spec.branches().forEach(branch -> branch.forEach(child -> count(child, recipes, by)));
  }

  /** The place of what a stage goes on from among the earlier ones, or {@link #NONE}. */
  int predecessor(int at) {
    return predecessors[at];
  }

  /** The place of what goes on from an earlier stage among the later ones, or {@link #NONE}. */
  int heir(int of) {
    return heirs[of];
  }

  /** For the stages below one that has a predecessor, by branch of either. */
  List<StageMatch> below(int at) {
    return below.getOrDefault(at, List.of());
  }

  /** The same without the recipes. */
  Succession succession() {
    List<List<Succession>> all = new ArrayList<>();
    for (int i = 0; i < predecessors.length; i++) {
      all.add(below(i).stream().map(StageMatch::succession).toList());
    }
    return new Succession(predecessors, heirs, all);
  }

  /** The earlier stages. */
  List<StageSpec> earlier() {
    return earlier;
  }

  /** The later ones. */
  List<StageSpec> next() {
    return next;
  }
}
