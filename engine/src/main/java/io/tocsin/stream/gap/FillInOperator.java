package io.tocsin.stream.gap;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live half of {@link FillInSpec} and {@link FillInLastSpec}. An arrival does not move the
 * timer: one that finds that something came meanwhile sets itself anew.
 */
final class FillInOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final long interval;
  private final int times;
  private final Function<Event, EventBuilder> filler;

  /** The last live event; null while nothing is to be put in. */
  private @Nullable Event last;

  private long arrivedAt;
  private int filled;
  private @Nullable Cancellable timer;

  FillInOperator(
      OperatorContext<Event> context,
      Duration interval,
      int times,
      Function<Event, EventBuilder> filler) {
    this.context = context;
    this.interval = interval.toNanos() / 1000;
    this.times = times;
    this.filler = filler;
  }

  @Override
  public void process(Event event) {
    if (event.hasExpiredState()) {
      pause();
    } else {
      last = event;
      arrivedAt = context.nowMicros();
      filled = 0;
      if (timer == null) {
        timer = context.schedule(arrivedAt + interval, this::onTimer);
      }
    }
    context.emit(event);
  }

  private void pause() {
    last = null;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void onTimer(long dueMicros) {
    Event template = last;
    timer = null;
    if (template == null) {
      return;
    }
    long due = arrivedAt + interval * (filled + 1L);
    if (due > dueMicros) {
      timer = context.schedule(due, this::onTimer);
      return;
    }
    filled++;
    if (filled < times) {
      timer = context.schedule(due + interval, this::onTimer);
    } else {
      last = null;
    }
    context.emit(filler.apply(template).timeMicros(dueMicros).build());
  }

  @Override
  public void save(StateWriter out) {
    out.writeEvent(last);
    out.writeLong(arrivedAt);
    out.writeLong(filled);
    out.writeLong(interval);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    last = in.readEvent();
    arrivedAt = in.readLong();
    filled = in.readCount(Integer.MAX_VALUE);
    long before = in.readLong();
    timer = in.readTimer(this::onTimer);
    if (last != null && timer == null) {
      throw new StateException("no timer where one must be");
    }
    if (filled >= times) {
      pause();
    } else if (last != null && before != interval) {
      changePace(before);
    }
  }

  /** The next one is due an interval after the last, but what was missed is not made up for. */
  private void changePace(long before) {
    long due = Math.max(arrivedAt + before * filled + interval, context.nowMicros());
    arrivedAt = due - interval * (filled + 1L);
    if (timer != null) {
      timer.cancel();
    }
    timer = context.schedule(due, this::onTimer);
  }
}
