package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.stream.dispatch.Dispatch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of stages that stand side by side in one block of the rules, and how an item goes
 * through their stages: through all of them in order, or, where there are many, without those that
 * a table knows would only say no. While somebody watches, every stage is run, so that each tells
 * its answer. Confined to one lane.
 */
final class Siblings {

  private static final Stage<?, ?>[] NONE = {};

  private final StageKind[] kinds;
  private final @Nullable Dispatch table;
  private final @Nullable Watching watching;

  /** Of those in the copies that were made of earlier rules, if there are such. */
  private @Nullable Succession succession;

  private @Nullable Handover handover;

  Siblings(StageKind[] kinds) {
    this.kinds = kinds;
    watching = kinds.length == 0 ? null : kinds[0].facts.watching();
    table =
        kinds.length < Dispatch.FEWEST
            ? null
            : Dispatch.of(Arrays.stream(kinds).map(kind -> kind.spec.guards()).toList());
  }

  List<StageKind> kinds() {
    return List.of(kinds);
  }

  /** Whether items do not simply go through all stages. */
  boolean choose() {
    return table != null;
  }

  /** Whether one stage of each kind serves all copies. */
  boolean areShared() {
    return Arrays.stream(kinds).allMatch(StageKind::isShared);
  }

  /**
   * A stage of each kind.
   *
   * @param handler the stage that is told of failures, null when the lane is
   * @param home where the copy is kept that they are part of, null if they are part of none
   */
  @SuppressWarnings("unchecked")
  Stage<Object, ?>[] open(@Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    Stage<Object, ?>[] stages = (Stage<Object, ?>[]) NONE;
    if (kinds.length > 0) {
      stages = new Stage[kinds.length];
      for (int i = 0; i < stages.length; i++) {
        stages[i] = kinds[i].open(handler, home);
      }
    }
    return stages;
  }

  /** A stage of each kind, as one copy of them. */
  <T> Fork<T> fork(@Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    return asFork(open(handler, home));
  }

  @SuppressWarnings("unchecked")
  private <T> Fork<T> asFork(Stage<Object, ?>[] copy) {
    return copy.length == 1 ? (Fork<T>) copy[0] : new StageFork<>(this, copy);
  }

  /** Notes who goes on with whom, here and below. */
  void succeed(Succession plan) {
    succession = plan;
    handover = new Handover();
    for (int i = 0; i < kinds.length; i++) {
      kinds[i].succeed(plan.below(i));
    }
  }

  private boolean isOfThese(Fork<?> fork) {
    return fork instanceof Stage<?, ?> only
        ? kinds.length == 1 && only.facts.kind() == kinds[0]
        : fork instanceof StageFork<?> several && several.siblings == this;
  }

  /** See {@link OperatorContext#upToDate}. */
  <T> Fork<T> upToDate(Fork<T> fork, @Nullable Stage<?, ?> handler, ForkHome home) {
    if (isOfThese(fork)) {
      return fork;
    }
    Stage<Object, ?>[] earlier = stagesOf(fork);
    Succession plan = Objects.requireNonNull(succession);
    closeLeft(earlier, plan);
    Stage<Object, ?>[] copy = open(handler, home);
    inherit(earlier, copy, plan, Objects.requireNonNull(handover));
    return asFork(copy);
  }

  /** Closes, of stages side by side and those below them, which have no heir. */
  static void closeLeft(Stage<Object, ?>[] earlier, Succession plan) {
    for (int i = 0; i < earlier.length; i++) {
      int heir = plan.heir(i);
      if (heir == Succession.NONE) {
        earlier[i].close();
      } else {
        earlier[i].closeLeft(plan.below(heir));
      }
    }
  }

  /** Has stages side by side, and those below them, go on with what earlier ones know. */
  static void inherit(
      Stage<Object, ?>[] earlier, Stage<Object, ?>[] next, Succession plan, Handover handover) {
    for (int i = 0; i < next.length; i++) {
      int predecessor = plan.predecessor(i);
      if (predecessor != Succession.NONE && predecessor < earlier.length) {
        next[i].inherit(earlier[predecessor], plan.below(i), handover);
      }
    }
  }

  /** Gives an item to each stage, made by {@link #open}, that may do anything with it, in order. */
  void accept(Stage<Object, ?>[] stages, Object item) {
    if (table == null
        || watching == null
        || watching.watch() != null
        || !(item instanceof Event event)) {
      for (Stage<Object, ?> stage : stages) {
        stage.accept(item);
      }
      return;
    }
    int[] always = table.always();
    int a = 0;
    for (int next : table.some(event)) {
      while (a < always.length && always[a] < next) {
        stages[always[a++]].accept(item);
      }
      stages[next].accept(item);
    }
    while (a < always.length) {
      stages[always[a++]].accept(item);
    }
  }

  /** The stages of a copy. */
  @SuppressWarnings("unchecked")
  static Stage<Object, ?>[] stagesOf(Fork<?> fork) {
    if (fork instanceof Stage<?, ?> only) {
      return new Stage[] {only};
    }
    return fork instanceof StageFork<?> several ? several.stages : (Stage<Object, ?>[]) NONE;
  }

  private record StageFork<T>(Siblings siblings, Stage<Object, ?>[] stages) implements Fork<T> {
    @Override
    public void accept(T item) {
      siblings.accept(stages, item);
    }

    @Override
    public void close() {
      Stage.closeAll(stages);
    }
  }
}
