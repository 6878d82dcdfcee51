package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.stream.dispatch.Dispatch;
import java.util.Arrays;
import java.util.List;
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
   */
  @SuppressWarnings("unchecked")
  Stage<Object, ?>[] open(@Nullable Stage<?, ?> handler) {
    Stage<Object, ?>[] stages = (Stage<Object, ?>[]) NONE;
    if (kinds.length > 0) {
      stages = new Stage[kinds.length];
      for (int i = 0; i < stages.length; i++) {
        stages[i] = kinds[i].open(handler);
      }
    }
    return stages;
  }

  /** A stage of each kind, as one copy of them. */
  @SuppressWarnings("unchecked")
  <T> Fork<T> fork(@Nullable Stage<?, ?> handler) {
    Stage<Object, ?>[] copy = open(handler);
    return copy.length == 1 ? (Fork<T>) copy[0] : new StageFork<>(this, copy);
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
