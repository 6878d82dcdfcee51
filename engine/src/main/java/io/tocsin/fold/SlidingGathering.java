package io.tocsin.fold;

import io.tocsin.event.Batch;
import io.tocsin.event.CompactEvents;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a window that slides, in the order they came, and what the folds that are to see it
 * say of them. Confined to one lane.
 *
 * <p>The time an event is taken to have may not be the one it carries, so it is held beside it.
 * What comes in the order of its time leaves in that order, from the front. A straggler, whose time
 * is before that of another which came earlier, leaves a gap. Where the events are not asked for
 * they are held in little space, and made again when one is.
 */
public final class SlidingGathering implements SlidingAccumulator.Window {

  private static final int FEW = 8;

  private record Straggler(long time, long number) {}

  private final Gathering.Kind kind;
  private final SlidingAccumulator[] accumulators;
  private final FoldedBatch.Results results = (fold, now) -> result(fold);
  private CompactEvents events;
  private long newest = Long.MIN_VALUE;

  /** Before this number all are expired. */
  private long live;

  /** By time; may still name events that have left. Made when there is one. */
  private @Nullable PriorityQueue<Straggler> stragglers;

  /** Nothing yet. */
  public SlidingGathering(Gathering.Kind kind) {
    this.kind = kind;
    events = none();
    accumulators =
        kind.folds().stream().map(SlidingGathering::anew).toArray(SlidingAccumulator[]::new);
  }

  private CompactEvents none() {
    return kind.holds() ? CompactEvents.noneHeld() : CompactEvents.none();
  }

  private static SlidingAccumulator anew(Fold fold) {
    return Objects.requireNonNull(fold.slidingAccumulator());
  }

  /** Takes the next event, which leaves when all before it have. */
  public void add(Event event) {
    events.add(event);
    tell(event);
  }

  /** Takes the next event, which leaves when its time has come. */
  public void add(Event event, long time) {
    if (events.isFull() && events.size() <= events.capacity() / 2) {
      closeUp();
    }
    if (events.size() == 0) {
      newest = time;
    } else if (time < newest) {
      if (stragglers == null) {
        stragglers = new PriorityQueue<>(FEW, Comparator.comparingLong(Straggler::time));
      }
      stragglers.add(new Straggler(time, events.next()));
    }
    newest = Math.max(newest, time);
    events.add(event, time);
    tell(event);
  }

  private void tell(Event event) {
    for (SlidingAccumulator accumulator : accumulators) {
      accumulator.add(events.next() - 1, event);
    }
  }

  /** Forgets the event that came first, and gives it; there must be one. */
  public Event removeFirst() {
    Event event = first();
    removeInTurn();
    PriorityQueue<Straggler> left = stragglers;
    if (left != null && left.size() > 2 * size() + FEW) {
      left.removeIf(one -> one.number() < events.first());
    }
    return event;
  }

  /** Forgets all events at or before a time. */
  public void forget(long horizon) {
    while (events.size() > 0 && events.time(events.first()) <= horizon) {
      removeInTurn();
    }
    while (stragglers != null && !stragglers.isEmpty() && stragglers.peek().time() <= horizon) {
      long number = stragglers.poll().number();
      if (number >= events.first()) {
        removeOutOfTurn(number);
      }
    }
  }

  @Override
  public int size() {
    return events.size();
  }

  @Override
  public Event first() {
    return events.event(events.first());
  }

  @Override
  public Event last() {
    long number = events.next() - 1;
    while (!events.has(number)) {
      number--;
    }
    return events.event(number);
  }

  @Override
  public long firstNotExpired() {
    live = Math.max(live, events.first());
    while (live < events.next() && !(events.has(live) && !events.alike(live).hasExpiredState())) {
      live++;
    }
    return live;
  }

  @Override
  public CompactEvents events() {
    return events;
  }

  /**
   * All of it as a batch: with the events, or, where they are not asked for, to be read before
   * anything more is added.
   */
  public Batch batch(long fromMicros, long untilMicros) {
    return kind.holds()
        ? Batch.owning(held(), fromMicros, untilMicros)
        : new FoldedBatch(results, size(), fromMicros, untilMicros);
  }

  /**
   * Writes the events in the order they came.
   *
   * @param timed whether they leave when their time has come, which then is written too
   */
  public void save(StateWriter out, boolean timed) {
    out.writeLong(events.size());
    for (long number = events.first(); number < events.next(); number++) {
      if (events.has(number)) {
        out.writeEvent(events.event(number));
        if (timed) {
          out.writeLong(events.time(number));
        }
      }
    }
  }

  /**
   * Takes what another one wrote, when there is nothing yet; what folds say of it depends on the
   * events only.
   *
   * @param timed as they were written
   * @param most events there can be
   */
  public void load(StateReader in, boolean timed, int most) {
    for (int left = in.readCount(most); left > 0; left--) {
      Event event = in.readSomeEvent();
      if (timed) {
        add(event, in.readLong());
      } else {
        add(event);
      }
    }
  }

  private @Nullable Event result(Fold fold) {
    return accumulators[kind.folds().indexOf(fold)].result(this);
  }

  private Event[] held() {
    Event[] held = new Event[size()];
    int at = 0;
    for (long number = events.first(); at < held.length; number++) {
      if (events.has(number)) {
        held[at++] = events.event(number);
      }
    }
    return held;
  }

  private void removeInTurn() {
    for (SlidingAccumulator accumulator : accumulators) {
      accumulator.remove(events, events.first(), true);
    }
    events.remove(events.first());
  }

  private void removeOutOfTurn(long number) {
    boolean[] told = new boolean[accumulators.length];
    for (int i = 0; i < accumulators.length; i++) {
      told[i] = accumulators[i].remove(events, number, false);
    }
    events.remove(number);
    for (int i = 0; i < accumulators.length; i++) {
      if (!told[i]) {
        accumulators[i] = anew(kind.folds().get(i));
        for (long rest = events.first(); rest < events.next(); rest++) {
          if (events.has(rest)) {
            accumulators[i].add(rest, events.event(rest));
          }
        }
      }
    }
  }

  /** Numbers all events anew, without gaps. */
  private void closeUp() {
    CompactEvents old = events;
    events = none();
    newest = Long.MIN_VALUE;
    live = 0;
    stragglers = null;
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] = anew(kind.folds().get(i));
    }
    for (long number = old.first(); number < old.next(); number++) {
      if (old.has(number)) {
        add(old.event(number), old.time(number));
      }
    }
  }
}
