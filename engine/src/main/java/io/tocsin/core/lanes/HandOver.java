package io.tocsin.core.lanes;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one thread hands to one other, in order, with a moment each. Bounded in number and in bytes:
 * who puts in waits while it is full, and is the only one that ever waits for the other's work.
 *
 * <p>What was put is seen by the taker after {@link #publish}, which happens by itself every {@link
 * #BATCH} items and when it is full. A taker that finds nothing sleeps, and costs nothing.
 *
 * <p>{@code put} and {@code publish} are the one thread's, {@code take} and {@code sleep} the
 * other's; the rest is anybody's.
 */
final class HandOver {

  /** Items that may wait; a power of two. */
  static final int CAPACITY = 4096;

  /** About what the events that wait may take in memory together, unless there is only one. */
  static final long MAX_BYTES = 32L << 20;

  /** Items after which they are published without being asked. */
  static final int BATCH = 256;

  /** Room there must be before one who waited for room goes on, to go on for a while. */
  private static final int ROOM = CAPACITY / 4;

  /** How often one who waits looks, should nobody wake it. */
  private static final long LOOK_AGAIN_NANOS = 100_000_000;

  /** Takes what was handed over; does not throw. */
  @FunctionalInterface
  interface Taker {
    void take(Object item, long moment);
  }

  private final Object[] items = new Object[CAPACITY];
  private final long[] moments = new long[CAPACITY];
  private final long[] weights = new long[CAPACITY];
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong takenBytes = new AtomicLong();
  private volatile @Nullable Thread sleeper;
  private volatile @Nullable Thread waiter;
  private volatile boolean ended;
  private final LongAdder waits;

  // Of the thread that puts in.
  private long written;
  private long writtenBytes;
  private long seenTaken;
  private long seenTakenBytes;
  private long lastPublished;

  /**
   * Nothing is handed over yet.
   *
   * @param waits counts how often room had to be waited for
   */
  HandOver(LongAdder waits) {
    this.waits = waits;
  }

  /** Puts an item in; waits for room. After {@link #end} what finds no room is gone. */
  void put(Object item, long moment) {
    if (isFull() && !awaitRoom()) {
      return;
    }
    int at = (int) written & (CAPACITY - 1);
    items[at] = item;
    moments[at] = moment;
    weights[at] = weight(item);
    written++;
    writtenBytes += weights[at];
    if (written - lastPublished >= BATCH) {
      publish();
    }
  }

  /** Shows the taker all that was put in. */
  void publish() {
    if (written == lastPublished) {
      return;
    }
    lastPublished = written;
    published.set(written);
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  private boolean isFull() {
    if (written - seenTaken < CAPACITY && writtenBytes - seenTakenBytes < MAX_BYTES) {
      return false;
    }
    look();
    return written - seenTaken >= CAPACITY || writtenBytes - seenTakenBytes >= MAX_BYTES;
  }

  private void look() {
    seenTakenBytes = takenBytes.get();
    seenTaken = taken.get();
  }

  private boolean hasRoom() {
    look();
    return written - seenTaken <= CAPACITY - ROOM
        && writtenBytes - seenTakenBytes <= MAX_BYTES - MAX_BYTES / 4;
  }

  /** Waits until there is room; false when there will be none. */
  private boolean awaitRoom() {
    publish();
    waits.increment();
    boolean interrupted = false;
    waiter = Thread.currentThread();
    while (!hasRoom() && !ended) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      interrupted |= Thread.interrupted();
    }
    waiter = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hasRoom();
  }

  /**
   * Takes what is published, in order.
   *
   * @return how many items
   */
  int take(Taker taker) {
    long from = taken.get();
    long to = published.get();
    long bytes = takenBytes.get();
    for (long next = from; next < to; next++) {
      int at = (int) next & (CAPACITY - 1);
      Object item = items[at];
      items[at] = null;
      bytes += weights[at];
      taker.take(item, moments[at]);
      if ((next + 1) % BATCH == 0 || next + 1 == to) {
        release(next + 1, bytes);
      }
    }
    return (int) (to - from);
  }

  private void release(long upTo, long bytes) {
    takenBytes.set(bytes);
    taken.set(upTo);
    Thread waiting = waiter;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Sleeps until something is published, or this ends, or for so long; may wake for no reason.
   *
   * @param nanos {@link Long#MAX_VALUE} for as long as it takes
   */
  void sleep(long nanos) {
    sleeper = Thread.currentThread();
    if (published.get() == taken.get() && !ended) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    sleeper = null;
  }

  /** Items that wait, of those published. */
  int waiting() {
    return (int) Math.max(0, published.get() - taken.get());
  }

  /** Nobody takes any more once what is published is taken: who waits for room gives up. */
  void end() {
    ended = true;
    LockSupport.unpark(sleeper);
    LockSupport.unpark(waiter);
  }

  boolean isEnded() {
    return ended;
  }

  private static long weight(Object item) {
    return item instanceof Event event ? EventWeight.of(event) : 0;
  }
}
