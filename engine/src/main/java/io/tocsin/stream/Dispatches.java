package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.stream.dispatch.Dispatch;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs items through stages that stand side by side, without those that would only say no. One
 * table serves all copies of a stage, as many as {@code by} makes. While somebody watches, every
 * stage is run, so that each tells its answer. Confined to one lane.
 */
public final class Dispatches {

  /** With fewer stages side by side there is no use in asking. */
  static final int FEWEST = Dispatch.FEWEST;

  /** For lanes in which every stage is run. */
  static final Dispatches NONE = new Dispatches(null);

  private final @Nullable Watching watching;
  private final Map<List<StageSpec>, Optional<Dispatch>> tables = new IdentityHashMap<>();

  /**
   * @param watching of the lane; null for none that chooses
   */
  private Dispatches(@Nullable Watching watching) {
    this.watching = watching;
  }

  /** For the lane whose stages are watched so. */
  public static Dispatches of(Watching watching) {
    return new Dispatches(watching);
  }

  /** Forgets the rules that were run. */
  void clear() {
    if (watching != null) {
      tables.clear();
    }
  }

  /**
   * Gives an item to each stage that may do anything with it, in order.
   *
   * @param specs those the stages were made of; the same list each time
   */
  void accept(List<StageSpec> specs, Stage<Object, ?>[] stages, Object item) {
    boolean few = stages.length < FEWEST;
    Dispatch table = few || !(item instanceof Event) ? null : table(specs);
    if (table == null) {
      for (Stage<Object, ?> stage : stages) {
        stage.accept(item);
      }
      return;
    }
    int[] always = table.always();
    int[] some = table.some((Event) item);
    int a = 0;
    for (int next : some) {
      while (a < always.length && always[a] < next) {
        stages[always[a++]].accept(item);
      }
      stages[next].accept(item);
    }
    while (a < always.length) {
      stages[always[a++]].accept(item);
    }
  }

  private @Nullable Dispatch table(List<StageSpec> specs) {
    if (watching == null || watching.watch() != null) {
      return null;
    }
    Optional<Dispatch> known = tables.get(specs);
    if (known == null) {
      List<List<TextGuard>> guards = new ArrayList<>();
      specs.forEach(spec -> guards.add(spec.guards()));
      known = Optional.ofNullable(Dispatch.of(guards));
      tables.put(specs, known);
    }
    return known.orElse(null);
  }

  /** A fork of stages that are enough to choose from. */
  <T> Fork<T> fork(List<StageSpec> specs, Stage<Object, ?>[] stages) {
    return new ChoosingFork<>(this, specs, stages);
  }

  private record ChoosingFork<T>(
      Dispatches dispatches, List<StageSpec> specs, Stage<Object, ?>[] stages) implements Fork<T> {
    @Override
    public void accept(T item) {
      dispatches.accept(specs, stages, item);
    }

    @Override
    public void close() {
      Stage.closeAll(stages);
    }
  }
}
