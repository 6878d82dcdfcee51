package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.event.KeyHash;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
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

  /** Empty but during a look ahead. */
  private @Nullable ForkEntry<O>[] ahead = slots(0);

  private final PriorityQueue<ForkEntry<O>> waiting = new PriorityQueue<>();
  private int opened;
  private @Nullable Cancellable timer;

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
    while (entry != null && !matches(entry, hash, first, second)) {
      entry = entry.chain;
    }
    if (entry != null) {
      entry.usedMicros = context.nowMicros();
    }
    return entry;
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
    int count = events.size();
    if (count > ahead.length) {
      ahead = slots(count);
    }
    for (int i = 0; i < count; i++) {
      Event event = events.get(i);
      int hash = hash(first.of(event), second == null ? null : second.of(event));
      ahead[i] = slots[slot(hash)];
    }
    int read = 0;
    for (int i = 0; i < count; i++) {
      // The first field and the last: an entry may be on two lines of memory.
      ForkEntry<O> entry = ahead[i];
      read += entry == null ? 0 : entry.hash + (entry.chain == null ? 0 : 1);
    }
    for (int i = 0; i < count; i++) {
      ForkEntry<O> entry = ahead[i];
      read += entry == null ? 0 : entry.fork.glance();
      ahead[i] = null;
    }
    return read;
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
    ForkEntry<O> entry = new ForkEntry<>(opened++, hash, first, second, context.fork());
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
    int longest = 0;
    for (int i = 0; i < slots.length; i++) {
      longest = Math.max(longest, chainAt(i));
    }
    return longest;
  }

  private void arm() {
    ForkEntry<O> first = waiting.peek();
    if (timer == null && first != null) {
      timer = context.schedule(first.filedMicros + ttlMicros, this::expire);
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
        e.fork.close();
      }
    }
    arm();
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

  private static boolean matches(
      ForkEntry<?> entry, int hash, @Nullable Object first, @Nullable Object second) {
    return entry.hash == hash
        && Objects.equals(entry.first, first)
        && Objects.equals(entry.second, second);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <O> @Nullable ForkEntry<O>[] slots(int length) {
    return new ForkEntry[length];
  }
}
