package io.tocsin.event;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events one after another in little space: 16 bytes for each, beside what they have in common,
 * which is kept once. Each can be made again exactly as it was. Confined to one thread.
 *
 * <p>Each gets the next number, from 0. The first can leave, then those after it, in constant time;
 * one in the midst leaves a gap. An event whose like does not come again is held itself.
 *
 * <p>With an event goes a time by which it is told when to leave: its own, or any other.
 *
 * <p>Methods that take a number want that of an event that is there.
 */
public final class CompactEvents {

  private static final int SMALLEST = 2;

  /** Below this many places none are given back. */
  private static final int FEW = 32;

  /** Of the second word of an event, the low bits name the shell and the others its time. */
  private static final int SHELL_BITS = 16;

  private static final int GAP = (1 << SHELL_BITS) - 1;
  private static final int WHOLE = EventShells.MOST;

  /** Null where every event is held itself. */
  private final @Nullable EventShells shells;

  /**
   * A ring: the place of a number is its low bits. At each place the bits of the metric, or the
   * time of an event held itself; then the time since {@code base}, and the shell.
   */
  private long[] words = new long[2 * SMALLEST];

  private long base;

  /** The events held themselves, each at its place. Made when there is one. */
  private @Nullable Event @Nullable [] wholes;

  private int wholeCount;

  private long first;
  private long next;
  private int size;

  private CompactEvents(@Nullable EventShells shells) {
    this.shells = shells;
  }

  /** None yet. */
  public static CompactEvents none() {
    return new CompactEvents(new EventShells());
  }

  /** None yet; each that comes is held itself, for those that want them all again and again. */
  public static CompactEvents noneHeld() {
    return new CompactEvents(null);
  }

  /** How many events there are. */
  public int size() {
    return size;
  }

  /** How many numbers there is room for, gaps among them. */
  public int capacity() {
    return words.length / 2;
  }

  /** The number of the first event; that of the next one to come if there is none. */
  public long first() {
    return first;
  }

  /** The number that the next event gets. */
  public long next() {
    return next;
  }

  /** Whether one more needs more room than there is, though there may be gaps. */
  public boolean isFull() {
    return next - first == capacity();
  }

  /** Takes an event with its own time; where it has none, with any. */
  public void add(Event event) {
    add(event, event.timeMicrosOr(base));
  }

  /** Takes an event with a time to leave by. */
  public void add(Event event, long time) {
    if (isFull()) {
      resize(capacity() * 2);
    }
    if (size == 0) {
      base = time;
    }
    int place = place(next);
    int shell = shell(event, time);
    if (shell == EventShells.NONE) {
      hold(event, place);
      words[2 * place] = time;
      words[2 * place + 1] = WHOLE;
    } else {
      words[2 * place] = metricBits(event);
      words[2 * place + 1] = time - base << SHELL_BITS | shell;
    }
    next++;
    size++;
  }

  /** Whether the event of a number, from the first to the last, is still there. */
  public boolean has(long number) {
    return code(place(number)) != GAP;
  }

  /** The event, as it was. */
  public Event event(long number) {
    Event alike = alike(number);
    byte kind =
        alike.hasLongMetric()
            ? Event.INTEGRAL
            : alike.hasMetric() ? Event.FLOATING : Event.NO_METRIC;
    return code(place(number)) == WHOLE ? alike : with(number, kind, metricBits(number));
  }

  /** The event with another metric. */
  public Event withMetric(long number, long value) {
    return with(number, Event.INTEGRAL, value);
  }

  /** The event with another metric; NaN means none. */
  public Event withMetric(long number, double value) {
    return Double.isNaN(value)
        ? with(number, Event.NO_METRIC, 0)
        : with(number, Event.FLOATING, Double.doubleToRawLongBits(value));
  }

  private Event with(long number, byte kind, long bits) {
    Event alike = alike(number);
    long time = code(place(number)) == WHOLE ? alike.timeMicrosOr(0) : time(number);
    return new Event(alike, time, kind, bits);
  }

  /** An event that differs from it in nothing but the time and the number of its metric. */
  public Event alike(long number) {
    int place = place(number);
    int code = code(place);
    return code == WHOLE ? whole(place) : shells().get(code);
  }

  /** The event's metric: a long, or the bits of a double if it is floating; 0 if absent. */
  public long metricBits(long number) {
    int place = place(number);
    return code(place) == WHOLE ? metricBits(whole(place)) : words[2 * place];
  }

  /** The event's metric, as {@link Event#metricOrNaN}. */
  public double metricOrNaN(long number) {
    Event alike = alike(number);
    long bits = metricBits(number);
    return alike.hasLongMetric()
        ? (double) bits
        : alike.hasMetric() ? Double.longBitsToDouble(bits) : Double.NaN;
  }

  /** The time that the event was given, in microseconds since the epoch. */
  public long time(long number) {
    int place = place(number);
    return code(place) == WHOLE ? words[2 * place] : base + (words[2 * place + 1] >> SHELL_BITS);
  }

  /** Forgets an event. */
  public void remove(long number) {
    int place = place(number);
    int code = code(place);
    if (code == WHOLE) {
      Objects.requireNonNull(wholes)[place] = null;
      wholeCount--;
    } else {
      shells().release(code);
    }
    size--;
    if (number > first) {
      words[2 * place + 1] = GAP;
      return;
    }
    do {
      first++;
    } while (next - first > size && !has(first));
    if (capacity() > FEW && next - first < capacity() / 8) {
      resize(capacity() / 4);
    }
  }

  /**
   * Forgets all events, to begin anew with number 0. Room is kept for a few times as many, and what
   * they had in common is kept for those to come.
   */
  public void clear() {
    int used = size;
    first = 0;
    next = 0;
    size = 0;
    if (wholeCount == 0) {
      wholes = null;
    } else {
      Arrays.fill(Objects.requireNonNull(wholes), null);
      wholeCount = 0;
    }
    if (shells != null) {
      shells.releaseAll();
    }
    if (capacity() > FEW && used < capacity() / 4) {
      resize(Math.max(FEW, Integer.highestOneBit(used) * 2));
    }
  }

  /** The shell of an event that can be made again from it, its metric and this time. */
  private int shell(Event event, long time) {
    if (shells == null || event.timeMicrosOr(time) != time) {
      return EventShells.NONE;
    }
    long since = time - base;
    return since == since << SHELL_BITS >> SHELL_BITS ? shells.take(event, size) : EventShells.NONE;
  }

  private void hold(Event event, int place) {
    if (wholes == null) {
      wholes = new Event[capacity()];
    }
    wholes[place] = event;
    wholeCount++;
  }

  private void resize(int capacity) {
    long[] oldWords = words;
    @Nullable Event @Nullable [] oldWholes = wholes;
    int[] names = shells != null && capacity < capacity() ? shells.closeUp() : null;
    words = new long[2 * capacity];
    wholes = oldWholes == null || wholeCount == 0 ? null : new Event[capacity];
    for (long number = first; number < next; number++) {
      int from = (int) number & oldWords.length / 2 - 1;
      int to = place(number);
      long second = oldWords[2 * from + 1];
      int code = (int) second & GAP;
      words[2 * to] = oldWords[2 * from];
      words[2 * to + 1] = names == null || code >= WHOLE ? second : second - code + names[code];
      if (wholes != null && oldWholes != null) {
        wholes[to] = oldWholes[from];
      }
    }
  }

  private EventShells shells() {
    return Objects.requireNonNull(shells);
  }

  private Event whole(int place) {
    return Objects.requireNonNull(Objects.requireNonNull(wholes)[place]);
  }

  private int code(int place) {
    return (int) words[2 * place + 1] & GAP;
  }

  private int place(long number) {
    return (int) number & words.length / 2 - 1;
  }

  private static long metricBits(Event event) {
    return event.hasLongMetric()
        ? event.metricAsLong()
        : event.hasMetric() ? Double.doubleToRawLongBits(event.metricOrNaN()) : 0;
  }
}
