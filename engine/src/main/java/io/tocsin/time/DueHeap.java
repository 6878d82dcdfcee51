package io.tocsin.time;

import io.tocsin.time.TimerQueue.Timer;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Timers by when they are due, those due at one moment in the order they were added. Confined to
 * one lane.
 *
 * <p>A heap of chains: ten thousand windows that end with the same second are one place of the
 * heap, and adding or taking each of them costs constant time. Chains that are being added to are
 * remembered by their moment, a few; a moment whose chain is forgotten gets another, which comes
 * after the first. Four places below each one and the moments beside them in an array of their own
 * leave few lines of memory to be looked at.
 */
final class DueHeap {

  private static final int FIRST_SIZE = 16;
  private static final int REMEMBERED = 64;

  private @Nullable Timer[] heads = new Timer[FIRST_SIZE];
  private long[] dues = new long[FIRST_SIZE];
  private int chains;
  private int size;

  /** Chains that can be added to. */
  private final @Nullable Timer[] open = new Timer[REMEMBERED];

  /** Timers in it. */
  int size() {
    return size;
  }

  /** The first one, null when there is none. */
  @Nullable Timer first() {
    return heads[0];
  }

  /** When the first one is due; {@link Long#MAX_VALUE} when there is none. */
  long firstDue() {
    return chains == 0 ? Long.MAX_VALUE : dues[0];
  }

  /** Adds a timer that is in no heap, at its moment, after all that were added before. */
  void add(Timer timer) {
    size++;
    timer.next = null;
    int slot = slot(timer.dueMicros);
    Timer head = open[slot];
    if (head != null && head.dueMicros == timer.dueMicros) {
      head.last.next = timer;
      head.last = timer;
      return;
    }
    open[slot] = timer;
    timer.last = timer;
    if (chains == heads.length) {
      heads = Arrays.copyOf(heads, chains * 2);
      dues = Arrays.copyOf(dues, chains * 2);
    }
    up(chains++, timer);
  }

  /** Takes the first one, which there must be, out. */
  void removeFirst() {
    Timer head = heads[0];
    Timer next = head.next;
    int slot = slot(head.dueMicros);
    boolean isOpen = open[slot] == head;
    size--;
    if (next != null) {
      // Nothing else due then was added before the rest of this chain: it stays the first.
      next.last = head.last;
      heads[0] = next;
    } else {
      Timer moved = heads[--chains];
      heads[chains] = null;
      if (chains > 0) {
        down(0, moved);
      }
    }
    if (isOpen) {
      open[slot] = next;
    }
    head.next = null;
    head.last = null;
  }

  /** Takes out all for which {@code gone} holds. */
  void removeIf(Predicate<Timer> gone) {
    Arrays.fill(open, null);
    int kept = 0;
    for (int i = 0; i < chains; i++) {
      Timer rest = without(heads[i], gone);
      if (rest != null) {
        put(kept++, rest);
      }
    }
    Arrays.fill(heads, kept, chains, null);
    chains = kept;
    for (int i = (chains - 2) >> 2; i >= 0; i--) {
      down(i, heads[i]);
    }
  }

  /** What is left of a chain. */
  private @Nullable Timer without(Timer head, Predicate<Timer> gone) {
    Timer first = null;
    Timer last = null;
    Timer next;
    for (Timer timer = head; timer != null; timer = next) {
      next = timer.next;
      timer.next = null;
      timer.last = null;
      if (gone.test(timer)) {
        size--;
      } else if (last == null) {
        first = timer;
        last = timer;
      } else {
        last.next = timer;
        last = timer;
      }
    }
    if (first != null) {
      first.last = last;
    }
    return first;
  }

  private static int slot(long due) {
    return (int) ((due * 0x9E3779B97F4A7C15L) >>> 58);
  }

  private void up(int from, Timer timer) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >> 2;
      if (!isBefore(timer, parent)) {
        break;
      }
      put(place, heads[parent]);
      place = parent;
    }
    put(place, timer);
  }

  private void down(int from, Timer timer) {
    int place = from;
    for (int child = 4 * place + 1; child < chains; child = 4 * place + 1) {
      int least = child;
      int end = Math.min(child + 4, chains);
      for (int other = child + 1; other < end; other++) {
        if (isBefore(heads[other], least)) {
          least = other;
        }
      }
      if (isBefore(timer, least)) {
        break;
      }
      put(place, heads[least]);
      place = least;
    }
    put(place, timer);
  }

  private boolean isBefore(Timer timer, int place) {
    return timer.dueMicros != dues[place]
        ? timer.dueMicros < dues[place]
        : timer.sequence < heads[place].sequence;
  }

  private void put(int place, Timer timer) {
    heads[place] = timer;
    dues[place] = timer.dueMicros;
  }
}
