package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live half of {@link ProjectSpec}. */
final class ProjectOperator implements Operator<Event>, Stateful {

  private final EventPredicate[] conditions;
  private final OperatorContext<Batch> context;
  private final @Nullable Event[] slots;
  private final long[] since;

  ProjectOperator(EventPredicate[] conditions, OperatorContext<Batch> context) {
    this.conditions = conditions;
    this.context = context;
    slots = new Event[conditions.length];
    since = new long[conditions.length];
  }

  @Override
  public void process(Event event) {
    long now = context.nowMicros();
    boolean[] met = new boolean[conditions.length];
    boolean any = false;
    for (int i = 0; i < met.length; i++) {
      met[i] = conditions[i].test(event, now);
      any |= met[i];
    }
    if (!any) {
      return;
    }
    long time = context.eventTimeMicros(event);
    boolean full = true;
    for (int i = 0; i < met.length; i++) {
      if (met[i]) {
        slots[i] = event;
        since[i] = time;
      }
      full &= slots[i] != null;
    }
    if (full) {
      List<Event> batch = List.copyOf(Arrays.asList(slots));
      for (int i = 0; i < slots.length; i++) {
        if (hasExpired(batch.get(i), since[i], now)) {
          slots[i] = null;
        }
      }
      context.emit(Batch.of(batch, now, now));
    }
  }

  private static boolean hasExpired(Event event, long sinceMicros, long now) {
    return event.hasExpiredState()
        || (double) now - sinceMicros > event.ttlMicrosOr(Event.DEFAULT_TTL_MICROS);
  }

  @Override
  public void save(StateWriter out) {
    for (int i = 0; i < slots.length; i++) {
      out.writeEvent(slots[i]);
      out.writeLong(since[i]);
    }
  }

  @Override
  public void load(StateReader in) {
    for (int i = 0; i < slots.length; i++) {
      slots[i] = in.readEvent();
      since[i] = in.readLong();
    }
  }
}
