package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The live half of {@link SessionSpec}. Open sessions are at least a gap apart, so the first by its
 * start is the first to close.
 */
final class SessionOperator implements Operator<Event>, Stateful {

  private static final long NONE = Long.MAX_VALUE;

  private static final class Session {
    private long first;
    private long last;
    private final ArrayList<Event> events = new ArrayList<>();

    Session(long time) {
      first = time;
      last = time;
    }
  }

  private final OperatorContext<Batch> context;
  private final long gap;
  private final long lateness;
  private final int limit;

  /** By their first time. */
  private final TreeMap<Long, Session> open = new TreeMap<>();

  private int held;

  /** The newest of all event times and nows: what sessions close by. */
  private long clock = Long.MIN_VALUE;

  private @Nullable Cancellable timer;
  private long timerAt = NONE;

  SessionOperator(long gap, long lateness, int limit, OperatorContext<Batch> context) {
    this.gap = gap;
    this.lateness = lateness;
    this.limit = limit;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    long time = context.eventTimeMicros(event);
    clock = Math.max(clock, Math.max(time, context.nowMicros()));
    closeDue();
    Session session = joined(time);
    if (session == null && time + gap + lateness <= clock) {
      context.drop(event, DropReason.LATE);
    } else if (held >= limit) {
      context.drop(event, DropReason.BUFFER_FULL);
    } else {
      add(event, time, session);
    }
  }

  @Override
  public void close() {
    for (Session session : open.values()) {
      session.events.forEach(event -> context.drop(event, DropReason.UNFINISHED));
    }
    open.clear();
    held = 0;
  }

  /** The earliest open session that a time belongs to; it may belong to the next one too. */
  private @Nullable Session joined(long time) {
    Map.Entry<Long, Session> before = open.floorEntry(time);
    if (before != null && time < before.getValue().last + gap) {
      return before.getValue();
    }
    return following(time);
  }

  private @Nullable Session following(long time) {
    Map.Entry<Long, Session> after = open.higherEntry(time);
    return after != null && time > after.getValue().first - gap ? after.getValue() : null;
  }

  private void add(Event event, long time, @Nullable Session joined) {
    Session session = joined == null ? new Session(time) : joined;
    if (time < session.first) {
      open.remove(session.first);
      session.first = time;
    }
    open.put(session.first, session);
    Session next = following(Math.max(time, session.last));
    if (time > session.last) {
      session.last = time;
    }
    if (next != null) {
      open.remove(next.first);
      session.events.addAll(next.events);
      session.last = next.last;
    }
    session.events.add(event);
    held++;
    setTimer();
  }

  private void onTimer(long dueMicros) {
    timer = null;
    timerAt = NONE;
    clock = Math.max(clock, dueMicros);
    closeDue();
    setTimer();
  }

  /** A timer that is early does no harm: it finds nothing due and sets the right one. */
  private void setTimer() {
    long due = due();
    if (due < timerAt) {
      if (timer != null) {
        timer.cancel();
      }
      timerAt = due;
      timer = context.schedule(due, this::onTimer);
    }
  }

  private void closeDue() {
    while (clock >= due()) {
      Session session = open.pollFirstEntry().getValue();
      held -= session.events.size();
      context.emit(Batch.of(session.events, session.first, session.last + gap));
    }
  }

  /** When the first open session closes. */
  private long due() {
    return open.isEmpty() ? NONE : open.firstEntry().getValue().last + gap + lateness;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(open.size());
    for (Session session : open.values()) {
      out.writeLong(session.first);
      out.writeLong(session.last);
      out.writeEvents(session.events);
    }
    out.writeLong(clock);
    out.writeLong(timerAt);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(SessionSpec.MAX_EVENTS); left > 0; left--) {
      loadSession(in);
    }
    clock = in.readLong();
    if (clock == NONE) {
      throw new StateException("a clock at the end of time");
    }
    timerAt = in.readLong();
    timer = in.readTimer(this::onTimer);
    timerAt = timer == null ? NONE : timerAt;
    setTimer();
  }

  private void loadSession(StateReader in) {
    Session session = new Session(in.readLong());
    session.last = in.readLong();
    in.readEvents(session.events, SessionSpec.MAX_EVENTS - held);
    boolean isApart = open.isEmpty() || session.first - gap >= open.lastEntry().getValue().last;
    if (!isApart || session.last < session.first || session.events.isEmpty()) {
      throw new StateException("a session that cannot be");
    }
    open.put(session.first, session);
    held += session.events.size();
  }
}
