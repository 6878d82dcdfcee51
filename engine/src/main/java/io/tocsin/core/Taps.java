package io.tocsin.core;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import io.tocsin.stream.Watching;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Points of the running rules that somebody looks at: probes, and rules, where every event counts
 * that enters one from outside of it. While nobody looks, a probe costs one look at an empty map
 * and the stages are not watched. Confined to one lane.
 */
final class Taps implements Probes, StageWatch {

  private static final class Frame {
    private final @Nullable String rule;
    private @Nullable Object toldItem;
    private @Nullable String toldRule;

    Frame(@Nullable String rule) {
      this.rule = rule;
    }
  }

  private final Watching watching;
  private final Map<String, List<Consumer<Event>>> open = new HashMap<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private Frame root = new Frame(null);
  private Set<StageSpec> untold = Set.of();

  Taps(Watching watching) {
    this.watching = watching;
  }

  /**
   * Has everything told that passes a point from now on, the events of a batch one by one.
   *
   * @param rules those in place
   * @param name of a probe or a rule
   * @return ends it; idempotent
   * @throws IllegalArgumentException if there is no such point; names those there are
   */
  Runnable attach(List<StageSpec> rules, String name, Consumer<Event> to) {
    TreeSet<String> known = new TreeSet<>();
    rules.forEach(stage -> collect(stage, known));
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "no probe and no rule of this name; there are " + String.join(", ", known));
    }
    // A consumer of its own, so that one that is attached twice is detached once.
    Consumer<Event> own = to::accept;
    open.computeIfAbsent(name, n -> new ArrayList<>()).add(own);
    frames.clear();
    watching.by(this);
    return () -> detach(name, own);
  }

  private void detach(String name, Consumer<Event> own) {
    List<Consumer<Event>> listeners = open.get(name);
    if (listeners != null && listeners.remove(own) && listeners.isEmpty()) {
      open.remove(name);
      if (open.isEmpty()) {
        watching.by(null);
        root = new Frame(null); // lets go of the last item
      }
    }
  }

  /** Of other rules: stages by which an event enters a rule that another lane tells of. */
  void untold(Set<StageSpec> stages) {
    untold = stages;
  }

  private static void collect(StageSpec stage, TreeSet<String> names) {
    if (stage.rule() != null) {
      names.add(stage.rule());
    }
    if (stage.operator() instanceof ProbeSpec probe) {
      names.add(probe.name());
    }
    stage.branches().forEach(branch -> branch.forEach(child -> collect(child, names)));
  }

  @Override
  public void record(String probe, Object item) {
    if (!open.isEmpty()) {
      tell(probe, item);
    }
  }

  @Override
  public void entered(StageSpec stage, Object item) {
    Frame above = frames.isEmpty() ? root : frames.element();
    String rule = stage.rule();
    if (rule != null && !rule.equals(above.rule)) {
      // A rule with several stages at its top gets the same item several times.
      boolean told = above.toldItem == item && rule.equals(above.toldRule);
      if (!told && !untold.contains(stage)) {
        tell(rule, item);
      }
      above.toldItem = item;
      above.toldRule = rule;
    }
    frames.push(new Frame(rule));
  }

  @Override
  public void woken(StageSpec stage, long dueMicros) {
    frames.push(new Frame(stage.rule()));
  }

  @Override
  public void left(StageSpec stage) {
    frames.poll();
  }

  private void tell(String name, Object item) {
    List<Consumer<Event>> listeners = open.get(name);
    if (listeners == null) {
      return;
    }
    for (Event event : item instanceof Batch batch ? batch.events() : List.of((Event) item)) {
      // A copy: one that is told may leave.
      for (Consumer<Event> listener : List.copyOf(listeners)) {
        listener.accept(event);
      }
    }
  }
}
