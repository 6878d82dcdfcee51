package io.tocsin.time;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is due when, in due order; of two timers due at one moment the one set first is first.
 *
 * <p>Confined to one lane. Setting costs O(log n), with n the different moments, and O(1) for a
 * moment that others are set for; so does taking. Cancelling costs O(1): a cancelled timer is
 * skipped when its time comes, and the queue is swept when more than half of it is cancelled, so
 * its size stays within twice the timers in force.
 */
public final class TimerQueue {

  /** One moment something is due at. Subclassed by whoever has something due. */
  public abstract static class Timer implements Cancellable, Comparable<Timer> {
    long dueMicros;
    long sequence;
    private byte status;
    private TimerQueue queue;

    // Of the heap: the next of those due at one moment, and in the first of them the last.
    @Nullable Timer next;
    @Nullable Timer last;

    /** Called once, at or after {@code dueMicros}. */
    protected abstract void fire(long dueMicros);

    @Override
    public final void cancel() {
      if (status == WAITING) {
        status = CANCELLED;
        queue.cancelled();
        onCancel();
      }
    }

    /** Called when a waiting timer is called off. */
    protected void onCancel() {}

    /** Whether it has neither fired nor been called off. */
    public final boolean isWaiting() {
      return status == WAITING;
    }

    /** When it is, or was, due. */
    public final long dueMicros() {
      return dueMicros;
    }

    /** Of two timers due at one moment the one of lesser order is first. */
    public final long order() {
      return sequence;
    }

    @Override
    public final int compareTo(Timer o) {
      int byDue = Long.compare(dueMicros, o.dueMicros);
      return byDue != 0 ? byDue : Long.compare(sequence, o.sequence);
    }
  }

  private static final byte IDLE = 0;
  private static final byte WAITING = 1;

  /** Called off, but still in the queue. */
  private static final byte CANCELLED = 2;

  private static final int SWEEP_ABOVE = 64;

  private final DueHeap queue = new DueHeap();
  private long sequence;
  private int cancelled;

  /** To be set once all of them are known. */
  private final List<Timer> restored = new ArrayList<>();

  /**
   * Sets a timer that has fired or was never set, for a moment that may have passed already.
   *
   * @throws IllegalStateException if it is waiting, or was called off
   */
  public void set(Timer timer, long dueMicros) {
    if (timer.status != IDLE) {
      throw new IllegalStateException("timer is set already");
    }
    timer.dueMicros = dueMicros;
    timer.sequence = sequence++;
    timer.status = WAITING;
    timer.queue = this;
    queue.add(timer);
  }

  /** The order that the next timer gets. */
  public long nextOrder() {
    return sequence;
  }

  /**
   * Notes a timer that was never set, to be set with those of its kind by {@link #setRestored}.
   *
   * @param order among the timers of one moment, as {@link Timer#order} gave it
   */
  public void restore(Timer timer, long dueMicros, long order) {
    timer.dueMicros = dueMicros;
    timer.sequence = order;
    restored.add(timer);
  }

  /**
   * Sets all timers that were restored, on a queue that has no others; those that come later are
   * after them.
   *
   * @param nextOrder as {@link #nextOrder} gave it
   */
  public void setRestored(long nextOrder) {
    Collections.sort(restored);
    for (Timer timer : restored) {
      sequence = timer.sequence;
      set(timer, timer.dueMicros);
    }
    sequence = Math.max(sequence, nextOrder);
    restored.clear();
  }

  /** When the next timer is due; {@link Long#MAX_VALUE} when none is set. */
  public long nextDueMicros() {
    dropCancelled();
    return queue.firstDue();
  }

  /** Takes the next timer that is due at or before {@code nowMicros}; null when there is none. */
  public @Nullable Timer takeDue(long nowMicros) {
    dropCancelled();
    Timer first = queue.first();
    if (first == null || first.dueMicros > nowMicros) {
      return null;
    }
    queue.removeFirst();
    first.status = IDLE;
    return first;
  }

  /** Runs a timer taken by {@link #takeDue}. */
  public static void fire(Timer timer) {
    timer.fire(timer.dueMicros);
  }

  /** Timers in force. */
  public int size() {
    return queue.size() - cancelled;
  }

  private void cancelled() {
    cancelled++;
    if (queue.size() > SWEEP_ABOVE && cancelled > queue.size() / 2) {
      queue.removeIf(timer -> timer.status != WAITING);
      cancelled = 0;
    }
  }

  private void dropCancelled() {
    for (Timer t = queue.first(); t != null && t.status != WAITING; t = queue.first()) {
      queue.removeFirst();
      cancelled--;
    }
  }
}
