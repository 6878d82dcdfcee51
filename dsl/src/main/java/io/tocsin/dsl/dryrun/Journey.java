package io.tocsin.dsl.dryrun;

import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes which stages an input reached, as a tree. Give it to a {@link DryRun} as its watch and as
 * its report, or tell it of losses and failures, and take what was noted after each input. Holds at
 * most {@value #MAX_STEPS} steps an input. Confined to one thread.
 */
public final class Journey implements StageWatch, DryRunReport {

  /** Steps of one input beyond which no more are noted. */
  public static final int MAX_STEPS = 10_000;

  private final Deque<Step> open = new ArrayDeque<>();
  private List<Step> roots = new ArrayList<>();
  private int steps;

  @Override
  public void entered(StageSpec stage, Object item) {
    enter(new Step(stage, item));
  }

  @Override
  public void woken(StageSpec stage, long dueMicros) {
    enter(new Step(stage, null));
  }

  private void enter(Step step) {
    Step parent = open.peek();
    open.push(step);
    if (++steps > MAX_STEPS) {
      return;
    }
    if (parent == null) {
      roots.add(step);
    } else {
      parent.add(step);
    }
  }

  @Override
  public void left(StageSpec stage) {
    open.poll();
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    end(stage, "dropped: " + reason.label());
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
    end(stage, "failed: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
  }

  private void end(StageSpec stage, String how) {
    Step step = open.peek();
    if (step != null && step.stage() == stage) {
      step.end(how);
    }
  }

  /** The steps since the last call, those at the root of the rules; they are noted no longer. */
  public List<Step> take() {
    List<Step> taken = roots;
    roots = new ArrayList<>();
    steps = 0;
    open.clear();
    return taken;
  }
}
