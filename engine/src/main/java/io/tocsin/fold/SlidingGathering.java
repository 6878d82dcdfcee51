package io.tocsin.fold;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a window that slides, in the order they came, and what the folds that are to see it
 * say of them. Confined to one lane.
 *
 * <p>The time an event is taken to have may not be the one it carries, so it is held beside it.
 * What comes in the order of its time leaves in that order, from the front of a ring. A straggler,
 * whose time is before that of another which came earlier, leaves a gap.
 */
public final class SlidingGathering implements SlidingAccumulator.Window {

  private static final int SMALLEST = 4;
  private static final int FEW = 8;

  private record Straggler(long time, long number) {}

  private final Gathering.Kind kind;
  private final SlidingAccumulator[] accumulators;

  /** A ring: the place of a number is its low bits. Null where an event left out of turn. */
  private @Nullable Event[] events = new Event[SMALLEST];

  private long[] times = new long[SMALLEST];

  /** The number of the first event that is there, and the one that the next gets. */
  private long first;

  private long next;
  private int size;
  private long newest = Long.MIN_VALUE;

  /** Before this number all are expired. */
  private long live;

  /** By time; may still name events that have left. Made when there is one. */
  private @Nullable PriorityQueue<Straggler> stragglers;

  /** Nothing yet. */
  public SlidingGathering(Gathering.Kind kind) {
    this.kind = kind;
    accumulators =
        kind.folds().stream().map(SlidingGathering::anew).toArray(SlidingAccumulator[]::new);
  }

  private static SlidingAccumulator anew(Fold fold) {
    return Objects.requireNonNull(fold.slidingAccumulator());
  }

  /** Takes the next event. */
  public void add(Event event, long time) {
    if (next - first == events.length) {
      makeRoom();
    }
    append(event, time);
    for (SlidingAccumulator accumulator : accumulators) {
      accumulator.add(next - 1, event);
    }
  }

  /** Forgets the event that came first, and gives it; there must be one. */
  public Event removeFirst() {
    Event event = first();
    removeInTurn(event);
    PriorityQueue<Straggler> left = stragglers;
    if (left != null && left.size() > 2 * size + FEW) {
      left.removeIf(one -> one.number() < first);
    }
    return event;
  }

  /** Forgets all events at or before a time. */
  public void forget(long horizon) {
    while (size > 0 && times[place(first)] <= horizon) {
      removeInTurn(first());
    }
    while (stragglers != null && !stragglers.isEmpty() && stragglers.peek().time() <= horizon) {
      long number = stragglers.poll().number();
      if (number >= first) {
        removeOutOfTurn(number);
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Event first() {
    return Objects.requireNonNull(events[place(first)]);
  }

  @Override
  public Event last() {
    long number = next - 1;
    while (events[place(number)] == null) {
      number--;
    }
    return Objects.requireNonNull(events[place(number)]);
  }

  @Override
  public @Nullable Event firstNotExpired() {
    for (live = Math.max(live, first); live < next; live++) {
      Event event = events[place(live)];
      if (event != null && !event.hasExpiredState()) {
        return event;
      }
    }
    return null;
  }

  /**
   * All of it as a batch: with the events, or, where they are not asked for, to be read before
   * anything more is added.
   */
  public Batch batch(long fromMicros, long untilMicros) {
    return kind.holds()
        ? Batch.owning(held(), fromMicros, untilMicros)
        : new FoldedBatch((fold, now) -> result(fold), size, fromMicros, untilMicros);
  }

  private @Nullable Event result(Fold fold) {
    return accumulators[kind.folds().indexOf(fold)].result(this);
  }

  private Event[] held() {
    Event[] held = new Event[size];
    int at = 0;
    for (long number = first; at < size; number++) {
      Event event = events[place(number)];
      if (event != null) {
        held[at++] = event;
      }
    }
    return held;
  }

  private int place(long number) {
    return (int) number & events.length - 1;
  }

  private void append(Event event, long time) {
    events[place(next)] = event;
    times[place(next)] = time;
    if (size == 0) {
      newest = time;
    } else if (time < newest) {
      if (stragglers == null) {
        stragglers = new PriorityQueue<>(FEW, Comparator.comparingLong(Straggler::time));
      }
      stragglers.add(new Straggler(time, next));
    }
    newest = Math.max(newest, time);
    next++;
    size++;
  }

  private void removeInTurn(Event event) {
    events[place(first)] = null;
    for (SlidingAccumulator accumulator : accumulators) {
      accumulator.remove(first, event, true);
    }
    size--;
    do {
      first++;
    } while (first < next && events[place(first)] == null);
    shrink();
  }

  private void removeOutOfTurn(long number) {
    Event event = Objects.requireNonNull(events[place(number)]);
    events[place(number)] = null;
    size--;
    for (int i = 0; i < accumulators.length; i++) {
      if (!accumulators[i].remove(number, event, false)) {
        accumulators[i] = anew(kind.folds().get(i));
        for (long rest = first; rest < next; rest++) {
          Event left = events[place(rest)];
          if (left != null) {
            accumulators[i].add(rest, left);
          }
        }
      }
    }
  }

  /** A ring half of gaps is closed up, any other doubled. */
  private void makeRoom() {
    if (size > events.length / 2) {
      resize(events.length * 2);
    } else {
      closeUp();
    }
  }

  private void shrink() {
    if (events.length > FEW * SMALLEST && next - first < events.length / 8) {
      resize(events.length / 4);
    }
  }

  private void resize(int length) {
    @Nullable Event[] oldEvents = events;
    long[] oldTimes = times;
    events = new Event[length];
    times = new long[length];
    for (long number = first; number < next; number++) {
      int from = (int) number & oldEvents.length - 1;
      events[place(number)] = oldEvents[from];
      times[place(number)] = oldTimes[from];
    }
  }

  /** Numbers all events anew, without gaps. */
  private void closeUp() {
    Event[] held = held();
    long[] heldTimes = new long[size];
    int at = 0;
    for (long number = first; number < next; number++) {
      if (events[place(number)] != null) {
        heldTimes[at++] = times[place(number)];
      }
    }
    Arrays.fill(events, null);
    stragglers = null;
    first = next;
    size = 0;
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] = anew(kind.folds().get(i));
    }
    for (int i = 0; i < held.length; i++) {
      add(held[i], heldTimes[i]);
    }
  }
}
