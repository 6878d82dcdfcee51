package io.tocsin.dsl.dryrun;

import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage on the way of an event, with what happened in it and the steps below it. */
public final class Step {

  private final StageSpec stage;
  private final @Nullable Object item;
  private final List<Step> below = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  Step(StageSpec stage, @Nullable Object item) {
    this.stage = stage;
    this.item = item;
  }

  void add(Step step) {
    below.add(step);
  }

  void end(String how) {
    ends.add(how);
  }

  public StageSpec stage() {
    return stage;
  }

  /** What it took: an event or a batch; null for a timer that woke it. */
  public @Nullable Object item() {
    return item;
  }

  /** The stages that got something from it, in order. */
  public List<Step> below() {
    return Collections.unmodifiableList(below);
  }

  /** Why items ended in it: losses by reason, failures with what was thrown. Usually empty. */
  public List<String> ends() {
    return Collections.unmodifiableList(ends);
  }

  /** Whether anything went on to the stages below it. */
  public boolean wentOn() {
    return !below.isEmpty();
  }

  /** Whether it is an end of the rules, with nothing below it to go on to. */
  public boolean isLeaf() {
    return stage.branches().stream().allMatch(List::isEmpty);
  }

  /** Whether an item was dropped in it for a reason. Failures are told apart. */
  boolean lost() {
    return ends.stream().anyMatch(end -> end.startsWith("dropped"));
  }

  /** Whether an item came to its end here by the answer of a filter. */
  public boolean wasTurnedAway() {
    return item != null && ends.isEmpty() && !wentOn() && !isLeaf() && stage.operator().isFilter();
  }

  /** The branch a step below it stands in; -1 if it stands in none. */
  int branchOf(Step step) {
    for (int i = 0; i < stage.branches().size(); i++) {
      for (StageSpec child : stage.branches().get(i)) {
        if (child == step.stage) {
          return i;
        }
      }
    }
    return -1;
  }

  /** What became of the item, in a word or two. */
  public String answer() {
    if (!ends.isEmpty()) {
      return String.join("; ", ends);
    }
    if (wentOn()) {
      return went();
    }
    if (item == null) {
      return "nothing to do";
    }
    if (isLeaf()) {
      return "done";
    }
    return stage.operator().isFilter() ? "no" : "nothing goes on";
  }

  private String went() {
    boolean filter = stage.operator().isFilter();
    // The last: what goes to several blocks goes at the end to the one it belongs to.
    int branch = branchOf(below.get(below.size() - 1));
    if (stage.branches().size() < 2 || branch < 0) {
      return filter ? "yes" : "goes on";
    }
    if (stage.branches().size() == 2) {
      return branch == 0 ? "yes" : "no, to the second block";
    }
    return "case " + (branch + 1);
  }
}
