package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an outbox in the order they came; bounded. A message stays in until it is
 * settled, so that whatever stops the outbox can say what is left.
 *
 * <p>A message that comes when nothing waits may be left to the lane that brought it, until that
 * lane says whether it could deliver it: meanwhile nobody else is given any message.
 *
 * <p>Thread-safe: lanes put in, one thread takes out, any thread may close.
 */
final class WaitingMessages {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    /** Taken, and the caller's to deliver: it must say {@link #settle} next. */
    YOURS,
    FULL,
    CLOSED
  }

  /**
   * What goes in one attempt: the events of the first messages.
   *
   * @param messages how many messages they are
   */
  record Parcel(int messages, List<Event> events) {}

  private record Message(List<Event> events, long offeredMicros) {}

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();

  /** There may be something to take out that was not there before. */
  private final Condition notEmpty = lock.newCondition();

  private final Condition closing = lock.newCondition();
  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private boolean closed;

  /** The first message is with the lane that brought it. */
  private boolean withLane;

  WaitingMessages(int capacity) {
    this.capacity = capacity;
  }

  /** Puts a message in; never waits. */
  Offer offer(List<Event> events, long nowMicros) {
    return offer(events, nowMicros, false);
  }

  /**
   * Puts a message in; never waits.
   *
   * @param mine whether the caller would deliver the message itself, if it is the only one
   */
  Offer offer(List<Event> events, long nowMicros, boolean mine) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (messages.size() >= capacity) {
        return Offer.FULL;
      }
      messages.add(new Message(events, nowMicros));
      if (messages.size() > 1) {
        return Offer.TAKEN;
      }
      if (mine) {
        withLane = true;
        return Offer.YOURS;
      }
      notEmpty.signalAll();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends what {@link Offer#YOURS} began: takes the message out if it was delivered, and leaves it
   * to the other thread if not.
   *
   * @return how many messages were taken out: 0 too when the close had counted it already
   */
  int settle(boolean delivered) {
    lock.lock();
    try {
      withLane = false;
      int removed = delivered && messages.poll() != null ? 1 : 0;
      if (!messages.isEmpty() || closed) {
        notEmpty.signalAll();
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first message, with those after it as long as there are not more than {@code maxEvents}
   * events; null when nothing waits. Waits while a lane has the first one.
   */
  @Nullable Parcel first(int maxEvents) throws InterruptedException {
    lock.lock();
    try {
      while (withLane) {
        notEmpty.await();
      }
      Iterator<Message> waiting = messages.iterator();
      if (!waiting.hasNext()) {
        return null;
      }
      List<Event> first = waiting.next().events();
      if (first.size() >= maxEvents) {
        return new Parcel(1, first);
      }
      List<Event> events = new ArrayList<>(first);
      int count = 1;
      while (waiting.hasNext()) {
        List<Event> more = waiting.next().events();
        if (events.size() + more.size() > maxEvents) {
          break;
        }
        events.addAll(more);
        count++;
      }
      return new Parcel(count, List.copyOf(events));
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first {@code count} messages out; says how many were still there. */
  int removeFirst(int count) {
    lock.lock();
    try {
      int removed = 0;
      while (removed < count && messages.poll() != null) {
        removed++;
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** How many messages from the first on were offered at or before that moment. */
  int offeredUntil(long micros) {
    lock.lock();
    try {
      int count = 0;
      for (Message message : messages) {
        if (message.offeredMicros() > micros) {
          break;
        }
        count++;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits that long, or until it is closed meanwhile; new messages do not end the wait.
   *
   * @param knownClosed whether the caller knows it to be closed already, and waits all the same
   */
  void awaitClosing(long micros, boolean knownClosed) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MICROSECONDS.toNanos(micros);
      while (left > 0 && (!closed || knownClosed)) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to deliver or it is closed. */
  void awaitMessage() throws InterruptedException {
    lock.lock();
    try {
      while ((messages.isEmpty() || withLane) && !closed) {
        notEmpty.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more messages. */
  void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
