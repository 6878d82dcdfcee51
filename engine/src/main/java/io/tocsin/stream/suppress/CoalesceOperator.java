package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live half of {@link CoalesceSpec}. */
final class CoalesceOperator implements Operator<Event>, Stateful {

  /** Has an order, so that a hash map stays fast when keys are made to collide. */
  record Key(@Nullable String host, @Nullable String service) implements Comparable<Key> {

    private static final Comparator<@Nullable String> NULLS_FIRST =
        Comparator.nullsFirst(Comparator.naturalOrder());

    @Override
    public int compareTo(Key other) {
      int byHost = NULLS_FIRST.compare(host, other.host);
      return byHost != 0 ? byHost : NULLS_FIRST.compare(service, other.service);
    }
  }

  /** An event and the time it ages from. */
  private record Latest(Event event, long sinceMicros) {
    boolean isExpiredAt(long nowMicros) {
      return event.hasExpiredState()
          || nowMicros - sinceMicros > event.ttlMicrosOr(Event.DEFAULT_TTL_MICROS);
    }
  }

  /** Intervals that a jump of the clock went over for which a batch is sent one by one. */
  private static final int MOST_MISSED = 3;

  private final OperatorContext<Batch> context;
  private final long everyMicros;
  private final Map<Key, Latest> table = new LinkedHashMap<>();
  private @Nullable Cancellable timer;
  private boolean arrived;
  private long startMicros;
  private int missed;

  CoalesceOperator(OperatorContext<Batch> context, long everyMicros) {
    this.context = context;
    this.everyMicros = everyMicros;
  }

  @Override
  public void process(Event event) {
    Key key = new Key(event.getHost(), event.getService());
    if (table.size() >= CoalesceSpec.MAX_KEYS && !table.containsKey(key)) {
      context.drop(event, DropReason.KEY_LIMIT);
      return;
    }
    table.put(key, new Latest(event, context.eventTimeMicros(event)));
    arrived = true;
    if (timer == null) {
      begin(context.nowMicros());
      emitAll(startMicros);
    }
  }

  @Override
  public void close() {
    if (arrived) {
      emitAll(startMicros);
    }
  }

  private void begin(long nowMicros) {
    startMicros = nowMicros;
    timer = context.schedule(nowMicros + everyMicros, this::end);
  }

  private void end(long dueMicros) {
    if (table.isEmpty()) {
      timer = null;
      return;
    }
    long from = startMicros;
    long behind = context.presentMicros() - dueMicros;
    missed = behind >= everyMicros ? missed + 1 : 0;
    if (missed > MOST_MISSED) {
      // The clock jumped. What is left of the way needs one batch, at the last interval's end.
      begin(dueMicros + (behind / everyMicros - 1) * everyMicros);
      return;
    }
    begin(dueMicros);
    emitAll(from);
  }

  private void emitAll(long fromMicros) {
    long now = context.nowMicros();
    List<Event> events = new ArrayList<>(table.size());
    for (Iterator<Latest> all = table.values().iterator(); all.hasNext(); ) {
      Latest latest = all.next();
      events.add(latest.event());
      if (latest.isExpiredAt(now)) {
        all.remove();
      }
    }
    arrived = false;
    context.emit(Batch.of(events, fromMicros, now));
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(table.size());
    for (Latest latest : table.values()) {
      out.writeEvent(latest.event());
      out.writeLong(latest.sinceMicros());
    }
    out.writeBoolean(arrived);
    out.writeLong(startMicros);
    out.writeLong(missed);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(CoalesceSpec.MAX_KEYS); left > 0; left--) {
      Event event = in.readSomeEvent();
      Key key = new Key(event.getHost(), event.getService());
      table.put(key, new Latest(event, in.readLong()));
    }
    arrived = in.readBoolean();
    startMicros = in.readLong();
    missed = in.readCount(Integer.MAX_VALUE);
    timer = in.readTimer(this::end);
  }
}
