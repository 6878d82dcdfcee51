package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.stream.Copies;
import io.tocsin.stream.Fork;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.StateRecording;
import io.tocsin.time.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The copies of an operator's children by key. A key is one value or two, each may be null; looking
 * up a known key allocates nothing. Confined to one lane.
 *
 * <p>What can be seen is in the order of the keys' last use, and of those used last at one moment
 * in the order they were opened.
 *
 * <p>A copy that was not asked for during {@code ttl} is closed and forgotten at the end of that
 * time, before an event that arrives at the same moment. All copies together use one timer. A use
 * writes the moment down and no more: a copy waits in a heap for the end of the idle time that
 * began when it was put there, and is put back if it was used since.
 *
 * @param <O> what the children take
 */
public final class ForkTable<O> implements Copies {

  /** Copies from which on not all are in the processor's caches. */
  private static final int MANY = 16_384;

  private static final long LONGEST_MICROS = Long.MAX_VALUE / 4;

  private final OperatorContext<O> context;
  private final long ttlMicros;
  private final int maxKeys;

  private ForkSlots<O> slots = new ForkSlots<>();

  /** Of the entries that are of the rules in force, and written if they are to be. */
  private int stamp;

  /** Made when it first pays. */
  private @Nullable ForkGlance<O> ahead;

  private PriorityQueue<ForkEntry<O>> waiting = new PriorityQueue<>();
  private int opened;
  private @Nullable Cancellable timer;

  /** Null when all copies are of the rules in force. */
  private @Nullable ForkSweep<O> sweep;

  /** The last time that all of it was to be written. */
  private @Nullable TableRecording<O> recorded;

  /** Who took over the copies. */
  private @Nullable ForkTable<O> heir;

  /**
   * An empty table.
   *
   * @param context of an operator whose recipe {@code forksChildren}
   * @param ttl how long a copy may be idle, longer than zero
   * @param maxKeys copies kept at most, at least 1
   */
  public ForkTable(OperatorContext<O> context, Duration ttl, int maxKeys) {
    this.context = context;
    this.ttlMicros = Math.max(1, Math.min(TimeUnit.MICROSECONDS.convert(ttl), LONGEST_MICROS));
    this.maxKeys = maxKeys;
  }

  /** The entry of a key, which now counts as used; null when there is none. */
  public @Nullable ForkEntry<O> find(@Nullable Object first, @Nullable Object second) {
    ForkEntry<O> entry = slots.find(first, second);
    if (entry != null) {
      if (entry.stamp != stamp) {
        refresh(entry);
      }
      entry.usedMicros = context.nowMicros();
    }
    return entry;
  }

  Fork<O> copyFor(ForkEntry<O> entry) {
    return context.fork(entry);
  }

  /**
   * Reads what {@link #find} and an item will look at, for some keys, if there are so many that it
   * pays.
   *
   * @param second null if keys are of one value
   * @return a number without meaning, made of what was read
   */
  int foresee(List<Event> events, FieldReader first, @Nullable FieldReader second) {
    if (slots.size() < MANY) {
      return 0;
    }
    if (ahead == null) {
      ahead = new ForkGlance<>();
    }
    return ahead.at(
        events, event -> slots.chainOf(first.of(event), second == null ? null : second.of(event)));
  }

  /**
   * The entry of a key, made if there is none.
   *
   * @return null when the key is new and the table full
   */
  public @Nullable ForkEntry<O> findOrOpen(@Nullable Object first, @Nullable Object second) {
    ForkEntry<O> entry = find(first, second);
    return entry != null ? entry : open(first, second);
  }

  /** Keys at present. */
  public int size() {
    return slots.size();
  }

  /** Closes all copies, the longest idle first, and forgets them. */
  public void close() {
    if (sweep != null) {
      sweep.stop();
    }
    if (recorded != null) {
      recorded.record(Integer.MAX_VALUE);
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    List<ForkEntry<O>> all = new ArrayList<>(waiting);
    waiting.clear();
    all.forEach(entry -> entry.filedMicros = entry.usedMicros);
    Collections.sort(all);
    for (ForkEntry<O> entry : all) {
      slots.remove(entry);
      entry.fork.close();
    }
  }

  private @Nullable ForkEntry<O> open(@Nullable Object first, @Nullable Object second) {
    if (slots.size() >= maxKeys) {
      return null;
    }
    ForkEntry<O> entry = new ForkEntry<>(this, opened++, first, second);
    entry.usedMicros = context.nowMicros();
    entry.filedMicros = entry.usedMicros;
    add(entry);
    arm();
    return entry;
  }

  private void add(ForkEntry<O> entry) {
    entry.stamp = stamp;
    waiting.add(entry);
    if (slots.add(entry)) {
      if (sweep != null) {
        sweep.restart();
      }
      if (recorded != null) {
        recorded.restart();
      }
    }
  }

  /** Entries that the slowest search may look at. */
  int longestChain() {
    return IntStream.range(0, slots.length()).map(slots::chainAt).max().orElse(0);
  }

  private void arm() {
    if (timer == null && !waiting.isEmpty()) {
      timer = context.schedule(waiting.element().filedMicros + ttlMicros, this::expire);
    }
  }

  private void expire(long now) {
    timer = null;
    for (ForkEntry<O> e = waiting.peek();
        e != null && now - e.filedMicros >= ttlMicros;
        e = waiting.peek()) {
      waiting.remove();
      if (e.usedMicros > e.filedMicros) {
        e.filedMicros = e.usedMicros;
        waiting.add(e);
      } else {
        bringUpToDate(e);
        slots.remove(e);
        e.fork.close();
      }
    }
    arm();
  }

  /**
   * Takes over the copies of a table of earlier rules, which is not used after that. Each goes over
   * when it is next used, when a timer of it is due, or when its turn in the sweep has come.
   */
  public void inherit(ForkTable<O> earlier) {
    if (earlier.sweep != null) {
      earlier.sweep.finish();
    }
    slots = earlier.slots;
    waiting = earlier.waiting;
    opened = earlier.opened;
    stamp = context.recordings().nextStamp();
    earlier.heir = this;
    if (ttlMicros == earlier.ttlMicros) {
      timer = context.inherit(earlier.timer, this::expire);
    }
    arm();
    if (slots.size() > 0) {
      SlotWalk<O> walk = new SlotWalk<>(() -> slots, this::refresh);
      sweep = new ForkSweep<>(context, walk, () -> sweep = null);
    }
  }

  /** Has the copy of an entry, of this table or of one that took over from it, up to date. */
  void bringUpToDate(ForkEntry<O> entry) {
    // The copy that all of this is part of goes first; then another table may have the entry.
    context.bringUpToDate();
    ForkTable<O> table = this;
    while (table.heir != null) {
      table = table.heir;
    }
    table.refresh(entry);
  }

  /** Has an entry's copy be of the rules in force, and written if it is to be. */
  private void refresh(ForkEntry<O> entry) {
    if (entry.stamp == stamp) {
      return;
    }
    entry.stamp = stamp;
    if (entry.table != this) {
      entry.table = this;
      entry.fork = context.upToDate(entry.fork, entry);
    }
    TableRecording<O> to = recorded;
    if (to != null && to.recording() == context.recordings().current()) {
      to.write(entry);
    } else {
      recorded = null;
    }
  }

  @Override
  public void record(StateRecording to, int number) {
    to.out().writeLong(opened);
    to.out().writeTimer(timer);
    stamp = context.recordings().nextStamp();
    recorded = new TableRecording<>(to, number, new SlotWalk<>(() -> slots, this::refresh));
    to.add(recorded);
  }

  @Override
  public void restore(StateReader in) {
    opened = (int) in.readLong();
    timer = in.readTimer(this::expire);
  }

  @Override
  public Fork<?> restoreCopy(StateReader in) {
    Object first = in.readValue();
    Object second = in.readValue();
    ForkEntry<O> entry = new ForkEntry<>(this, (int) in.readLong(), first, second);
    entry.usedMicros = in.readLong();
    entry.filedMicros = in.readLong();
    entry.memo(in.readValue());
    add(entry);
    return entry.fork;
  }
}
