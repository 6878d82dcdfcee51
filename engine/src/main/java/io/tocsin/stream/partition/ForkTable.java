package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.event.KeyHash;
import io.tocsin.stream.Fork;
import io.tocsin.stream.OperatorContext;
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
 * <p>When many keys collide, which is somebody's intent, the table goes over to hashes that nobody
 * can foresee. What can be seen is in the order of the keys' last use, and of those used last at
 * one moment in the order they were opened.
 *
 * <p>A copy that was not asked for during {@code ttl} is closed and forgotten at the end of that
 * time, before an event that arrives at the same moment. All copies together use one timer. A use
 * writes the moment down and no more: a copy waits in a heap for the end of the idle time that
 * began when it was put there, and is put back if it was used since.
 *
 * @param <O> what the children take
 */
public final class ForkTable<O> {

  private static final int FIRST_SIZE = 16;

  /** Copies from which on not all are in the processor's caches. */
  private static final int MANY = 16_384;

  private static final long LONGEST_MICROS = Long.MAX_VALUE / 4;

  private final OperatorContext<O> context;
  private final long ttlMicros;
  private final int maxKeys;

  private @Nullable ForkEntry<O>[] slots = slots(FIRST_SIZE);
  private int size;
  private boolean keyed;

  /** Made when it first pays. */
  private @Nullable ForkGlance<O> ahead;

  private PriorityQueue<ForkEntry<O>> waiting = new PriorityQueue<>();
  private int opened;
  private @Nullable Cancellable timer;

  /** Null when all copies are of the rules in force. */
  private @Nullable ForkSweep<O> sweep;

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
    int hash = hash(first, second);
    ForkEntry<O> entry = slots[slot(hash)];
    while (entry != null && !entry.isOf(hash, first, second)) {
      entry = entry.chain;
    }
    if (entry != null) {
      if (entry.table != this) {
        renew(entry);
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
    if (size < MANY) {
      return 0;
    }
    if (ahead == null) {
      ahead = new ForkGlance<>();
    }
    return ahead.at(
        events,
        event -> slots[slot(hash(first.of(event), second == null ? null : second.of(event)))]);
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
    return size;
  }

  /** Closes all copies, the longest idle first, and forgets them. */
  public void close() {
    if (sweep != null) {
      sweep.stop();
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
      remove(entry);
      entry.fork.close();
    }
  }

  private @Nullable ForkEntry<O> open(@Nullable Object first, @Nullable Object second) {
    int hash = hash(first, second);
    if (size >= maxKeys) {
      return null;
    }
    ForkEntry<O> entry = new ForkEntry<>(this, opened++, hash, first, second);
    if (size >= slots.length - slots.length / 4) {
      relink(slots.length * 2);
    }
    size++;
    entry.usedMicros = context.nowMicros();
    entry.filedMicros = entry.usedMicros;
    waiting.add(entry);
    chain(entry);
    if (!keyed && chainAt(slot(hash)) > KeyHash.LONGEST_CHAIN) {
      goKeyed();
    }
    arm();
    return entry;
  }

  private void goKeyed() {
    keyed = true;
    for (ForkEntry<O> e : waiting) {
      e.hash = hash(e.first, e.second);
    }
    relink(slots.length);
  }

  private int chainAt(int slot) {
    int length = 0;
    for (ForkEntry<O> e = slots[slot]; e != null; e = e.chain) {
      length++;
    }
    return length;
  }

  /** Entries that the slowest search may look at. */
  int longestChain() {
    return IntStream.range(0, slots.length).map(this::chainAt).max().orElse(0);
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
        remove(e);
        bringUpToDate(e);
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
    size = earlier.size;
    keyed = earlier.keyed;
    waiting = earlier.waiting;
    opened = earlier.opened;
    earlier.heir = this;
    if (ttlMicros == earlier.ttlMicros) {
      timer = context.inherit(earlier.timer, this::expire);
    }
    arm();
    if (size > 0) {
      sweep = new ForkSweep<>(context, () -> slots, this::renew, () -> sweep = null);
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
    table.renew(entry);
  }

  private void renew(ForkEntry<O> entry) {
    if (entry.table != this) {
      entry.table = this;
      entry.fork = context.upToDate(entry.fork, entry);
    }
  }

  /** Takes an entry, which waits no more, out of the table. */
  private void remove(ForkEntry<O> entry) {
    int slot = slot(entry.hash);
    ForkEntry<O> e = slots[slot];
    if (e == entry) {
      slots[slot] = entry.chain;
    } else {
      while (e != null && e.chain != entry) {
        e = e.chain;
      }
      if (e != null) {
        e.chain = entry.chain;
      }
    }
    size--;
  }

  private void relink(int length) {
    slots = slots(length);
    if (sweep != null) {
      sweep.restart();
    }
    for (ForkEntry<O> e : waiting) {
      chain(e);
    }
  }

  private void chain(ForkEntry<O> entry) {
    int slot = slot(entry.hash);
    entry.chain = slots[slot];
    slots[slot] = entry;
  }

  private int slot(int hash) {
    return hash & (slots.length - 1);
  }

  private int hash(@Nullable Object first, @Nullable Object second) {
    return keyed ? KeyHash.keyed(first, second) : KeyHash.plain(first, second);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <O> @Nullable ForkEntry<O>[] slots(int length) {
    return new ForkEntry[length];
  }
}
