package io.tocsin.fold;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of a window that is open: held, or only what the folds that are to see the window say
 * of them. Confined to one lane.
 *
 * <p>There may be one for each of a million keys, and an event then finds nothing of it in the
 * processor's caches: so the way to what one fold knows is short, and who has more to say of a
 * window extends this class.
 */
public class Gathering implements Stateful {

  /** How the windows of an operator gather. Immutable. */
  public static final class Kind {
    private final List<Fold> folds;
    private final boolean holds;

    private Kind(List<Fold> folds) {
      this.folds = folds;
      holds = folds.isEmpty();
    }

    List<Fold> folds() {
      return folds;
    }

    /** Holds events. */
    public static final Kind HELD = new Kind(List.of());

    /**
     * Of what is to see the windows.
     *
     * @param folds all of it; with any null, which is none, or a fold that must have its events
     *     together, they are held
     */
    public static Kind of(List<@Nullable Fold> folds) {
      return of(folds, fold -> fold.accumulator() != null);
    }

    /** In the same way, for windows that slide: {@link Fold#slidingAccumulator}. */
    public static Kind sliding(List<@Nullable Fold> folds) {
      return of(folds, fold -> fold.slidingAccumulator() != null);
    }

    private static Kind of(List<@Nullable Fold> folds, Predicate<Fold> isKeptUp) {
      List<Fold> known = new ArrayList<>();
      for (Fold fold : folds) {
        if (fold == null || !isKeptUp.test(fold)) {
          return HELD;
        }
        if (!known.contains(fold)) {
          known.add(fold);
        }
      }
      return new Kind(List.copyOf(known));
    }

    /** Kinds are equal if they keep up the same folds. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kind kind && folds.equals(kind.folds);
    }

    @Override
    public int hashCode() {
      return folds.hashCode();
    }

    /** The folds it keeps up; part of what snapshots name stages by, so it is not to change. */
    @Override
    public String toString() {
      return holds ? "events" : folds.toString();
    }

    /** Whether events are held. */
    public boolean holds() {
      return holds;
    }
  }

  private static final Accumulator[] NONE = {};

  private final Kind kind;

  /** Null if events are held. */
  private final @Nullable Accumulator first;

  private final Accumulator[] others;
  private final List<Event> events;
  private int size;

  /**
   * Nothing yet.
   *
   * @param expected events to make room for, if they are held
   */
  public Gathering(Kind kind, int expected) {
    this.kind = kind;
    if (kind.holds()) {
      events = new ArrayList<>(expected);
      first = null;
      others = NONE;
      return;
    }
    events = List.of();
    first = anew(kind.folds.get(0));
    others = kind.folds.size() == 1 ? NONE : new Accumulator[kind.folds.size() - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = anew(kind.folds.get(i + 1));
    }
  }

  private static Accumulator anew(Fold fold) {
    return Objects.requireNonNull(fold.accumulator());
  }

  /** Takes the next event. */
  public final void add(Event event) {
    size++;
    if (first == null) {
      events.add(event);
      return;
    }
    first.add(event);
    for (Accumulator other : others) {
      other.add(event);
    }
  }

  /** Reads what the next event will change; a number without meaning. */
  public final int glance() {
    return size + (first == null ? 0 : first.glance());
  }

  /** How many events were added. */
  public final int size() {
    return size;
  }

  /** All of it as a batch. Nothing is to be added after that. */
  public final Batch batch(long fromMicros, long untilMicros) {
    return kind.holds()
        ? Batch.of(events, fromMicros, untilMicros)
        : new FoldedBatch(this::result, size, fromMicros, untilMicros);
  }

  @Override
  public final void save(StateWriter out) {
    if (first == null) {
      out.writeEvents(events);
      return;
    }
    out.writeLong(size);
    first.save(out);
    for (Accumulator other : others) {
      other.save(out);
    }
  }

  @Override
  public final void load(StateReader in) {
    if (first == null) {
      in.readEvents(events, Integer.MAX_VALUE);
      size = events.size();
      return;
    }
    size = in.readCount(Integer.MAX_VALUE);
    first.load(in);
    for (Accumulator other : others) {
      other.load(in);
    }
  }

  private @Nullable Event result(Fold fold, long nowMicros) {
    int at = kind.folds.indexOf(fold);
    return (at == 0 ? Objects.requireNonNull(first) : others[at - 1]).result(nowMicros);
  }

  /** What a fold says of a batch; one that a gathering made knows the folds of its kind. */
  public static @Nullable Event result(Fold fold, Batch batch, long nowMicros) {
    return batch instanceof FoldedBatch folded
        ? folded.result(fold, nowMicros)
        : fold.apply(batch.events(), nowMicros);
  }
}
