package io.tocsin.stream;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all live stages of one recipe at one place of the rules have in common, and how they are
 * opened. Confined to one lane.
 *
 * <p>Below an operator that makes copies of its children there would be a stage of each kind for
 * each key. Where a stage and all below it keep nothing between two items, one serves all copies,
 * so that a key costs what must be remembered of it.
 */
final class StageKind {

  private static final Stage<?, ?>[][] NO_BRANCHES = {{}};

  final StageSpec spec;
  final LaneContext lane;
  final StageFacts facts;

  private final boolean forks;
  private final boolean handles;
  private final boolean isShared;
  private final Siblings[] branches;
  private final StageCode code;

  private int number;
  private boolean isSuperseded;
  private @Nullable Object common;
  private @Nullable Stage<Object, ?> shared;
  private Stage<Object, ?> @Nullable [][] sharedBranches;

  /**
   * Where a stage stands.
   *
   * @param copied below an operator that makes copies of its children
   * @param handlerCopied there, so is the stage that is told of failures
   */
  private record Standing(boolean copied, boolean handlerCopied) {}

  private StageKind(
      StageSpec spec, LaneContext lane, Standing standing, Function<StageFacts, StageCode> codes) {
    OperatorSpec<?, ?> recipe = spec.operator();
    this.spec = spec;
    this.lane = lane;
    forks = recipe.forksChildren();
    handles = recipe.handlesFailures();
    isShared = standing.copied && !standing.handlerCopied && isStateless(spec);
    branches = new Siblings[spec.branches().size()];
    boolean choose = false;
    for (int i = 0; i < branches.length; i++) {
      boolean handledHere = i == 0 && handles;
      Standing below =
          new Standing(
              standing.copied || forks,
              handledHere ? standing.copied && !isShared : standing.handlerCopied);
      branches[i] = new Siblings(of(spec.branches().get(i), lane, below, codes));
      choose |= branches[i].choose();
    }
    facts = StageFacts.of(this, choose);
    code = codes.apply(facts);
  }

  /** The kinds of the roots, and of all below them. */
  static StageKind[] of(List<StageSpec> roots, LaneContext lane) {
    return of(roots, lane, new Standing(false, false), StageCode.forKinds(count(roots)));
  }

  private static int count(List<StageSpec> specs) {
    int count = specs.size();
    for (StageSpec spec : specs) {
      for (List<StageSpec> branch : spec.branches()) {
        count += count(branch);
      }
    }
    return count;
  }

  private static StageKind[] of(
      List<StageSpec> specs,
      LaneContext lane,
      Standing standing,
      Function<StageFacts, StageCode> codes) {
    return specs.stream()
        .map(spec -> new StageKind(spec, lane, standing, codes))
        .toArray(StageKind[]::new);
  }

  private static boolean isStateless(StageSpec spec) {
    return spec.operator().isStateless()
        && spec.branches().stream().allMatch(b -> b.stream().allMatch(StageKind::isStateless));
  }

  /** See {@link OperatorContext#common}. */
  @SuppressWarnings("unchecked")
  <T> T common(Supplier<T> made) {
    if (common == null) {
      common = made.get();
    }
    return (T) common;
  }

  /** Whether one stage serves all copies; it is open as long as the rules are. */
  boolean isShared() {
    return isShared;
  }

  /**
   * A live stage with all below it.
   *
   * @param handler the stage that is told of failures, null when the lane is
   * @param home where the copy is kept that it is part of, null if it is part of none
   */
  @SuppressWarnings("unchecked")
  Stage<Object, ?> open(@Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    if (!isShared) {
      return (Stage<Object, ?>) code.open(this, handler, home);
    }
    if (shared == null) {
      shared = (Stage<Object, ?>) code.open(this, handler, null);
    }
    return shared;
  }

  /**
   * The stages below one of this kind, by branch, of which there is at least one; no stages where
   * the operator makes the copies.
   *
   * @param handler the one that is told of the failures of {@code parent}
   * @param home where the copy is kept that {@code parent} is part of
   */
  @SuppressWarnings("unchecked")
  Stage<Object, ?>[][] openBranches(
      Stage<?, ?> parent, @Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    if (forks || branches.length == 0) {
      return (Stage<Object, ?>[][]) NO_BRANCHES;
    }
    if (sharedBranches != null) {
      return sharedBranches;
    }
    Stage<Object, ?>[][] opened = new Stage[branches.length][];
    boolean allShared = true;
    for (int i = 0; i < opened.length; i++) {
      opened[i] = branches[i].open(i == 0 && handles ? parent : handler, home);
      allShared &= branches[i].areShared();
    }
    if (allShared) {
      sharedBranches = opened;
    }
    return opened;
  }

  /** Whether other rules are in force, which stages of this kind have yet to make room for. */
  boolean isSuperseded() {
    return isSuperseded;
  }

  /** Notes that of this kind and all below it. */
  void supersede() {
    isSuperseded = true;
    for (Siblings branch : branches) {
      branch.kinds().forEach(StageKind::supersede);
    }
  }

  /** Notes who is to go on with whom in the copies that are made of those below. */
  void succeed(List<Succession> below) {
    for (int i = 0; i < Math.min(branches.length, below.size()); i++) {
      branches[i].succeed(below.get(i));
    }
  }

  /** Among the kinds of its rule set. */
  int number() {
    return number;
  }

  void number(int value) {
    number = value;
  }

  int branches() {
    return branches.length;
  }

  /** Those below, side by side in a branch that there is. */
  Siblings below(int branch) {
    return branches[branch];
  }
}
