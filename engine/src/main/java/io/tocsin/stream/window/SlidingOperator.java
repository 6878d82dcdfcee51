package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.Arrays;

/**
 * The live half of {@link SlidingSpec}: events and their times in order of arrival, each in an
 * array of its own, since the time an event is taken to have may not be the one it carries.
 */
final class SlidingOperator implements Operator<Event> {

  private static final int SMALLEST = 8;

  private final OperatorContext<Batch> context;
  private final long length;
  private final int limit;

  private Event[] events = new Event[SMALLEST];
  private long[] times = new long[SMALLEST];
  private int size;
  private long newest = Long.MIN_VALUE;
  private long oldest = Long.MAX_VALUE;

  SlidingOperator(long length, int limit, OperatorContext<Batch> context) {
    this.length = length;
    this.limit = limit;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    long time = context.eventTimeMicros(event);
    newest = Math.max(newest, time);
    long horizon = newest < Long.MIN_VALUE + length ? Long.MIN_VALUE : newest - length;
    if (time <= horizon) {
      context.drop(event, DropReason.LATE);
      return;
    }
    if (oldest <= horizon) {
      forget(horizon);
    }
    if (size == limit) {
      dropFirst();
    }
    add(event, time);
    context.emit(Batch.of(Arrays.asList(events).subList(0, size), horizon + 1, newest + 1));
  }

  private void add(Event event, long time) {
    if (size == events.length) {
      events = Arrays.copyOf(events, size * 2);
      times = Arrays.copyOf(times, size * 2);
    }
    events[size] = event;
    times[size++] = time;
    oldest = Math.min(oldest, time);
  }

  /** Removes what is at or before the horizon, in one pass: events may be out of order. */
  private void forget(long horizon) {
    int kept = 0;
    oldest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (times[i] > horizon) {
        oldest = Math.min(oldest, times[i]);
        events[kept] = events[i];
        times[kept++] = times[i];
      }
    }
    Arrays.fill(events, kept, size, null);
    size = kept;
    if (events.length > SMALLEST * 4 && size < events.length / 8) {
      events = Arrays.copyOf(events, events.length / 4);
      times = Arrays.copyOf(times, events.length);
    }
  }

  private void dropFirst() {
    Event first = events[0];
    size--;
    System.arraycopy(events, 1, events, 0, size);
    System.arraycopy(times, 1, times, 0, size);
    context.drop(first, DropReason.BUFFER_FULL);
  }
}
