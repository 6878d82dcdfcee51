package io.tocsin.sink;

import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The dead letters of an outbox, the latest {@value #MOST} of at most {@value #MOST_BYTES} bytes:
 * older ones go for good. Thread-safe.
 */
final class DeadLetters {

  static final int MOST = 1_000;
  static final long MOST_BYTES = 16L << 20;

  private final OutboxStore store;
  private final TimeSource time;
  private final boolean bounded;
  private final ArrayDeque<DeadLetter> letters = new ArrayDeque<>();
  private long bytes;

  /**
   * Goes on with those that the store had.
   *
   * @param had in their order
   */
  DeadLetters(OutboxStore store, List<DeadLetter> had, TimeSource time) {
    this(store, had, time, true);
  }

  private DeadLetters(OutboxStore store, List<DeadLetter> had, TimeSource time, boolean bounded) {
    this.store = store;
    this.time = time;
    this.bounded = bounded;
    had.forEach(this::put);
  }

  /** Those there are, however many: no more come. */
  static DeadLetters unbounded(OutboxStore store, List<DeadLetter> all, TimeSource time) {
    return new DeadLetters(store, all, time, false);
  }

  /** Keeps messages that are not tried any more. */
  synchronized void add(List<WaitingMessage> messages, Reason reason, String text) {
    for (WaitingMessage message : messages) {
      DeadLetter letter =
          new DeadLetter(message.place(), message.message(), reason, text, time.nowMicros());
      store.dead(letter);
      put(letter);
    }
  }

  private void put(DeadLetter letter) {
    letters.add(letter);
    bytes += WaitingMessage.weightOf(letter.message());
    while (bounded && (letters.size() > MOST || (bytes > MOST_BYTES && letters.size() > 1))) {
      DeadLetter oldest = letters.remove();
      bytes -= WaitingMessage.weightOf(oldest.message());
      store.settled(oldest.place());
    }
  }

  synchronized int size() {
    return letters.size();
  }

  /** From the oldest on. */
  synchronized List<DeadLetter> all() {
    return List.copyOf(letters);
  }

  /** Removes those for good; says how many they were. */
  synchronized int drop(Predicate<DeadLetter> which) {
    return remove(which);
  }

  /**
   * Has those wait again, in their order, as far as there is room.
   *
   * @return how many they were
   */
  synchronized int retry(Predicate<DeadLetter> which, WaitingMessages waiting) {
    return remove(letter -> which.test(letter) && waiting.putBack(letter.message()));
  }

  private int remove(Predicate<DeadLetter> which) {
    int removed = 0;
    for (Iterator<DeadLetter> each = letters.iterator(); each.hasNext(); ) {
      DeadLetter letter = each.next();
      if (which.test(letter)) {
        each.remove();
        bytes -= WaitingMessage.weightOf(letter.message());
        store.settled(letter.place());
        removed++;
      }
    }
    return removed;
  }
}
