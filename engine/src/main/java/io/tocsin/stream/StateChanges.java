package io.tocsin.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the state of rules when others come in their place, as far as they have
 * successors. Immutable.
 *
 * @param kept stages that go on as they were
 * @param changes all others that have state
 */
public record StateChanges(int kept, List<Change> changes) {

  /** What becomes of one stage's state. */
  public enum What {
    /** Kept, under settings that are not the same any more. */
    CHANGED,
    /** Kept, below a condition that is not the same any more. */
    REFILTERED,
    /** Begins anew, since the settings have changed. */
    RESET,
    /** Ends: the stage is not there any more. */
    DROPPED,
    /** Begins: the stage was not there before. */
    NEW
  }

  /**
   * One stage.
   *
   * @param rule the rule it stands in, null outside of any
   * @param place where it stands, of one that is dropped where it stood
   * @param verb what it is
   * @param before the recipe as it was, null for a new one
   * @param after the recipe as it is, null for one that is dropped
   */
  public record Change(
      What what,
      @Nullable String rule,
      Place place,
      String verb,
      @Nullable String before,
      @Nullable String after) {}

  private static final class Search {
    private int kept;
    private final List<Change> changes = new ArrayList<>();
    private final List<StageSpec> gone = new ArrayList<>();
    private final List<StageSpec> come = new ArrayList<>();

    void compare(StageMatch succession) {
      for (int i = 0; i < succession.earlier().size(); i++) {
        if (succession.heir(i) == Succession.NONE) {
          collect(succession.earlier().get(i), gone);
        }
      }
      for (int i = 0; i < succession.next().size(); i++) {
        StageSpec next = succession.next().get(i);
        int predecessor = succession.predecessor(i);
        if (predecessor == Succession.NONE) {
          collect(next, come);
        } else {
          compare(succession.earlier().get(predecessor), next);
          succession.below(i).forEach(this::compare);
        }
      }
    }

    private void compare(StageSpec earlier, StageSpec next) {
      boolean same = earlier.operator().equals(next.operator());
      boolean stateful = !next.operator().isStateless();
      if (same) {
        kept += stateful ? 1 : 0;
      } else if (stateful) {
        changes.add(change(What.CHANGED, earlier, next));
      } else {
        List<StageSpec> below = new ArrayList<>();
        collect(next, below);
        if (!below.isEmpty()) {
          changes.add(change(What.REFILTERED, earlier, next));
        }
      }
    }

    /** Pairs what went with what came of the same verb in the same rule. */
    void settle() {
      Map<List<Object>, List<StageSpec>> waiting = new HashMap<>();
      for (StageSpec spec : gone) {
        waiting.computeIfAbsent(key(spec), k -> new ArrayList<>()).add(spec);
      }
      for (StageSpec spec : come) {
        List<StageSpec> those = waiting.getOrDefault(key(spec), List.of());
        StageSpec before = those.isEmpty() ? null : those.remove(0);
        changes.add(change(before == null ? What.NEW : What.RESET, before, spec));
        gone.removeIf(one -> one == before);
      }
      gone.forEach(spec -> changes.add(change(What.DROPPED, spec, null)));
    }

    private static List<Object> key(StageSpec spec) {
      return List.of(spec.operator().getClass(), spec.rule() == null ? "" : spec.rule());
    }

    private static void collect(StageSpec spec, List<StageSpec> stateful) {
      if (!spec.operator().isStateless()) {
        stateful.add(spec);
      }
      spec.branches().forEach(branch -> branch.forEach(child -> collect(child, stateful)));
    }
  }

  /** Of rules that come in the place of others. */
  public static StateChanges of(List<StageSpec> earlier, List<StageSpec> next) {
    Search search = new Search();
    search.compare(StageMatch.of(earlier, next));
    search.settle();
    search.changes.sort(
        Comparator.comparing((Change change) -> change.place().file())
            .thenComparingInt(change -> change.place().line())
            .thenComparingInt(change -> change.place().column())
            .thenComparing(Change::what));
    return new StateChanges(search.kept, List.copyOf(search.changes));
  }

  private static Change change(What what, @Nullable StageSpec before, @Nullable StageSpec after) {
    StageSpec shown = Objects.requireNonNull(after == null ? before : after);
    return new Change(
        what,
        shown.rule(),
        shown.place(),
        verb(shown.operator()),
        before == null ? null : before.operator().toString(),
        after == null ? null : after.operator().toString());
  }

  private static String verb(OperatorSpec<?, ?> operator) {
    String name = operator.getClass().getSimpleName();
    String bare = name.endsWith("Spec") ? name.substring(0, name.length() - 4) : name;
    return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
  }

  /** How many of one kind. */
  public long count(What what) {
    return changes.stream().filter(change -> change.what() == what).count();
  }
}
