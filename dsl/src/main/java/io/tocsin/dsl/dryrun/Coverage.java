package io.tocsin.dsl.dryrun;

import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, over any number of dry runs of one rule set, how often each stage was reached and each of
 * its branches taken. Confined to one thread.
 */
public final class Coverage implements StageWatch {

  /** What was never reached or taken, by the stage it is about. */
  public record Gap(StageSpec stage, String what) {}

  private static final class Count {
    private long reached;
    private final long[] taken;

    Count(int branches) {
      taken = new long[branches];
    }
  }

  /** Where a stage stands: whatever woke it, its items come from there. */
  private record Above(Count count, int branch) {}

  private final List<StageSpec> roots;
  private final Map<StageSpec, Count> counts = new IdentityHashMap<>();
  private final Map<StageSpec, Above> above = new IdentityHashMap<>();

  /** Nothing reached so far. */
  public Coverage(List<StageSpec> roots) {
    this.roots = roots;
    roots.forEach(this::add);
  }

  private void add(StageSpec stage) {
    Count count = new Count(stage.branches().size());
    counts.put(stage, count);
    for (int i = 0; i < stage.branches().size(); i++) {
      for (StageSpec child : stage.branches().get(i)) {
        above.put(child, new Above(count, i));
        add(child);
      }
    }
  }

  @Override
  public void entered(StageSpec stage, Object item) {
    Count count = counts.get(stage);
    if (count != null) {
      count.reached++;
      Above from = above.get(stage);
      if (from != null) {
        from.count().taken[from.branch()]++;
      }
    }
  }

  @Override
  public void woken(StageSpec stage, long dueMicros) {}

  @Override
  public void left(StageSpec stage) {}

  /** How many stages there are. */
  public int stages() {
    return counts.size();
  }

  /** How many of them got at least one item. */
  public int reached() {
    return (int) counts.values().stream().filter(c -> c.reached > 0).count();
  }

  /** The names of rules none of whose stages was reached, in the order of the files. */
  public Set<String> untouchedRules() {
    Set<String> all = new LinkedHashSet<>();
    Set<String> touched = new LinkedHashSet<>();
    roots.forEach(root -> rules(root, all, touched));
    all.removeAll(touched);
    return all;
  }

  private void rules(StageSpec stage, Set<String> all, Set<String> touched) {
    if (stage.rule() != null) {
      all.add(stage.rule());
      if (counts.get(stage).reached > 0) {
        touched.add(stage.rule());
      }
    }
    stage.branches().forEach(branch -> branch.forEach(child -> rules(child, all, touched)));
  }

  /**
   * Stages that were never reached, though what stands above them was, and filters that gave only
   * one of their answers; in the order of the files. What stands below a gap is left out.
   */
  public List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    roots.forEach(root -> gaps(root, gaps));
    return gaps;
  }

  private void gaps(StageSpec stage, List<Gap> gaps) {
    Count count = counts.get(stage);
    if (count.reached == 0) {
      gaps.add(new Gap(stage, "never reached"));
      return;
    }
    for (int i = 0; i < stage.branches().size(); i++) {
      if (stage.branches().get(i).isEmpty()) {
        continue;
      }
      if (count.taken[i] == 0) {
        gaps.add(new Gap(stage, untaken(stage, i, count.reached)));
      } else {
        stage.branches().get(i).forEach(child -> gaps(child, gaps));
      }
    }
    if (stage.operator().isFilter()
        && stage.branches().size() == 1
        && count.taken[0] > 0
        && count.taken[0] >= count.reached * stage.branches().get(0).size()) {
      gaps.add(new Gap(stage, "reached " + times(count.reached) + ", never turned an event away"));
    }
  }

  private static String untaken(StageSpec stage, int branch, long reached) {
    String what =
        stage.branches().size() == 1
            ? "nothing went on"
            : branch == 0 ? "its first block never" : "block " + (branch + 1) + " never";
    return "reached " + times(reached) + ", " + what;
  }

  private static String times(long n) {
    return n == 1 ? "once" : n + " times";
  }
}
