package io.tocsin.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A connection's answers to messages that are not on disk yet, in their order. Confined to the
 * loop's thread.
 */
final class OwedAnswers {

  /** Answers that may be owed before no more messages are read. */
  static final int MOST = 4_096;

  private record Owed(long position, @Nullable String failure) {}

  private final Deque<Owed> owed = new ArrayDeque<>();

  /**
   * One more.
   *
   * @param position of the message
   * @param failure null for ok
   */
  void add(long position, @Nullable String failure) {
    owed.add(new Owed(position, failure));
  }

  boolean isEmpty() {
    return owed.isEmpty();
  }

  boolean isFull() {
    return owed.size() >= MOST;
  }

  /** Gives the answers whose messages are durable. */
  void release(long durable, Replies to) {
    for (Owed first = owed.peek();
        first != null && first.position <= durable;
        first = owed.peek()) {
      owed.remove();
      if (first.failure == null) {
        to.ack();
      } else {
        to.failure(first.failure);
      }
    }
  }
}
