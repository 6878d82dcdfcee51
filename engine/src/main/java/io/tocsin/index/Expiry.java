package io.tocsin.index;

import io.tocsin.event.Event;
import io.tocsin.time.TimerQueue;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * When entries expire, and the lane's one timer that wakes the index then. Confined to one lane.
 * The moments are those of {@link Index}.
 */
final class Expiry {

  private final TimerQueue timers;
  private final ToLongFunction<Event> eventTime;
  private final Consumer<Entry> expire;
  private final DeadlineHeap deadlines = new DeadlineHeap();
  private Wake wake = new Wake();
  private boolean expiring;

  /**
   * Nothing is held yet.
   *
   * @param expire removes an entry whose moment has come
   */
  Expiry(TimerQueue timers, ToLongFunction<Event> eventTime, Consumer<Entry> expire) {
    this.timers = timers;
    this.eventTime = eventTime;
    this.expire = expire;
  }

  /** When an event that arrives now expires; {@link Long#MAX_VALUE} for never. */
  long deadlineOf(Event event, long nowMicros) {
    long time = eventTime.applyAsLong(event);
    long ttl = event.ttlMicrosOr(Event.DEFAULT_TTL_MICROS);
    long lastValid = saturatedSum(time, ttl);
    long leastLife = expiring || ttl <= 0 ? Index.LEAST_LIFE_MICROS : 1;
    return Math.max(saturatedSum(lastValid, 1), saturatedSum(nowMicros, leastLife));
  }

  /** When an event expires whose ttl begins now. */
  long wholeLife(Event event, long nowMicros) {
    long ttl = event.ttlMicrosOr(Event.DEFAULT_TTL_MICROS);
    return saturatedSum(saturatedSum(nowMicros, Math.max(ttl, 0)), 1);
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  void add(Entry entry) {
    deadlines.add(entry);
    setTimer();
  }

  void remove(Entry entry) {
    deadlines.remove(entry);
  }

  /** Gives an entry another deadline. */
  void move(Entry entry, long deadline) {
    entry.deadline = deadline;
    if (deadline < entry.armed) {
      deadlines.rearm(entry);
      setTimer();
    }
  }

  /** One timer stands for the first entry of the heap, or for one that was first and is gone. */
  private void setTimer() {
    Entry first = deadlines.first();
    if (first == null || first.armed == Long.MAX_VALUE) {
      return;
    }
    if (wake.isWaiting()) {
      if (wake.dueMicros() <= first.armed) {
        return;
      }
      wake.cancel();
      // A timer called off is still in the queue and cannot be set again.
      wake = new Wake();
    }
    timers.set(wake, first.armed);
  }

  /** Goes on with an entry as it was written down. */
  void restore(Entry entry, long armed) {
    entry.armed = armed;
    deadlines.add(entry);
  }

  /** When the timer is due; null when none is set. */
  TimerQueue.@Nullable Timer timer() {
    return wake.isWaiting() ? wake : null;
  }

  /** Has the timer set again, as it was written down. */
  void restoreTimer(long dueMicros, long order) {
    timers.restore(wake, dueMicros, order);
  }

  private void expireDue(long dueMicros) {
    expiring = true;
    try {
      for (Entry first = deadlines.first();
          first != null && first.armed <= dueMicros;
          first = deadlines.first()) {
        if (first.deadline > first.armed) {
          deadlines.rearm(first);
        } else {
          expire.accept(first);
        }
      }
    } finally {
      expiring = false;
      setTimer();
    }
  }

  /** Wakes the index when something may have expired. */
  private final class Wake extends TimerQueue.Timer {
    @Override
    protected void fire(long dueMicros) {
      expireDue(dueMicros);
    }
  }
}
