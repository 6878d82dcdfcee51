package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import io.tocsin.time.Cancellable;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live half of {@link StableSpec}. */
final class StableOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final long lengthMicros;
  private final EventFunction function;
  private final ArrayDeque<Event> held = new ArrayDeque<>();

  private boolean started;
  private boolean stable;
  private @Nullable Object current;
  private long sinceMicros;
  private @Nullable Cancellable timer;

  StableOperator(OperatorContext<Event> context, long lengthMicros, EventFunction function) {
    this.context = context;
    this.lengthMicros = lengthMicros;
    this.function = function;
  }

  @Override
  public void process(Event event) {
    Object value = PlainValue.of(function.apply(event, context.nowMicros()));
    if (!started || !Objects.equals(value, current)) {
      change(value, event);
    } else if (stable) {
      context.emit(event);
    } else {
      hold(event);
      if (context.eventTimeMicros(event) - sinceMicros >= lengthMicros) {
        release();
      }
    }
  }

  @Override
  public void close() {
    discard(DropReason.UNFINISHED);
  }

  private void change(@Nullable Object value, Event first) {
    stopTimer();
    discard(DropReason.UNSTABLE);
    started = true;
    stable = false;
    current = value;
    sinceMicros = context.eventTimeMicros(first);
    hold(first);
    timer = context.schedule(context.nowMicros() + lengthMicros, due -> release());
  }

  private void hold(Event event) {
    if (held.size() == StableSpec.MAX_HELD) {
      context.drop(held.remove(), DropReason.BUFFER_FULL);
    }
    held.add(event);
  }

  private void release() {
    stopTimer();
    stable = true;
    for (Event event = held.poll(); event != null; event = held.poll()) {
      context.emit(event);
    }
  }

  private void discard(DropReason reason) {
    for (Event event = held.poll(); event != null; event = held.poll()) {
      context.drop(event, reason);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeBoolean(started);
    out.writeBoolean(stable);
    out.writeValue(current);
    out.writeLong(sinceMicros);
    out.writeEvents(held);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    started = in.readBoolean();
    stable = in.readBoolean();
    current = in.readValue();
    sinceMicros = in.readLong();
    in.readEvents(held, StableSpec.MAX_HELD);
    timer = in.readTimer(due -> release());
    if (timer == null && started && !stable) {
      throw new StateException("no timer where one must be");
    }
  }
}
