package io.tocsin.stream.gap;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The live half of {@link InterpolateSpec}. */
final class InterpolateOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final long interval;

  /** The last live event; null while no run lasts. */
  private @Nullable Event last;

  private long since;
  private @Nullable Cancellable timer;

  InterpolateOperator(OperatorContext<Event> context, Duration interval) {
    this.context = context;
    this.interval = interval.toNanos() / 1000;
  }

  @Override
  public void process(Event event) {
    long now = context.nowMicros();
    long time = context.eventTimeMicros(event);
    if (event.hasExpiredState() || isTooOld(event, time, now)) {
      last = null;
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
      context.emit(event);
      return;
    }
    boolean begins = last == null;
    last = event;
    since = time;
    if (begins) {
      timer = context.schedule(now + interval, this::onTimer);
      context.emit(event.withTimeMicros(now));
    }
  }

  private void onTimer(long dueMicros) {
    Event event = last;
    timer = null;
    if (event == null || isTooOld(event, since, dueMicros)) {
      last = null;
      return;
    }
    timer = context.schedule(dueMicros + interval, this::onTimer);
    context.emit(event.withTimeMicros(dueMicros));
  }

  private static boolean isTooOld(Event event, long since, long now) {
    // As doubles, since ages and ttls at the ends of time do not fit a long.
    return (double) now - since > event.ttlMicrosOr(Event.DEFAULT_TTL_MICROS);
  }

  @Override
  public void save(StateWriter out) {
    out.writeEvent(last);
    out.writeLong(since);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    last = in.readEvent();
    since = in.readLong();
    timer = in.readTimer(this::onTimer);
    if (timer == null && last != null) {
      throw new StateException("no timer where one must be");
    }
  }
}
