package io.tocsin.index;

import io.tocsin.event.Event;
import io.tocsin.time.TimerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An index on a lane in virtual time: the clock starts at 0 and keeps what expires. */
final class IndexLane {

  static final long MAX_SKEW_MICROS = 5_000_000;

  private final TimerQueue timers = new TimerQueue();
  private final List<Event> expired = new ArrayList<>();
  private Consumer<Event> onExpired = expired::add;
  private final Index index;
  private long now;

  IndexLane(IndexSettings settings) {
    index = new Index(settings, timers, this::eventTime, event -> onExpired.accept(event));
  }

  Index index() {
    return index;
  }

  TimerQueue timers() {
    return timers;
  }

  Index.Outcome put(Event event) {
    return index.put(event, now);
  }

  void onExpired(Consumer<Event> consumer) {
    onExpired = consumer;
  }

  List<Event> takeExpired() {
    List<Event> taken = List.copyOf(expired);
    expired.clear();
    return taken;
  }

  void advanceTo(long until) {
    for (TimerQueue.Timer t = timers.takeDue(until); t != null; t = timers.takeDue(until)) {
      now = Math.max(now, t.dueMicros());
      TimerQueue.fire(t);
    }
    now = until;
  }

  private long eventTime(Event event) {
    long time = event.timeMicrosOr(now);
    return time > now + MAX_SKEW_MICROS ? now : time;
  }
}
