package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Gathering;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import org.jspecify.annotations.Nullable;

/** The live half of {@link TumblingSpec} and {@link CalendarSpec}. */
final class TumblingOperator implements Operator<Event>, Stateful {

  private static final long NONE = OpenWindows.NONE;
  private static final int LARGEST_GUESS = 4096;
  private static final int ROOM_OF_STRAYS = 64;

  private final OperatorContext<Batch> context;
  private final Borders borders;
  private final long lateness;
  private final boolean empty;
  private final Gathering.Kind kind;

  private final OpenWindows open = new OpenWindows();
  private @Nullable Window recent;

  /** Events held, or, where they are not, windows open. */
  private int held;

  private int guess;

  /** The newest of all event times and nows: what windows close by. */
  private long clock = Long.MIN_VALUE;

  /** When the first window that is not yet closed closes. */
  private long due = NONE;

  private @Nullable Cancellable timer;
  private long timerAt = NONE;

  /** With empty windows: the start of the window that closes next, while a run lasts. */
  private long next = NONE;

  private int emptyRun;

  TumblingOperator(Borders borders, long lateness, boolean empty, OperatorContext<Batch> context) {
    this.borders = borders;
    this.lateness = lateness;
    this.empty = empty;
    this.context = context;
    kind = context.common(() -> Content.of(context.spec()));
  }

  @Override
  public void process(Event event) {
    long time = context.eventTimeMicros(event);
    clock = Math.max(clock, Math.max(time, context.nowMicros()));
    if (clock >= due) {
      closeDue();
    }
    Window window = recent;
    if (window == null || !window.covers(time)) {
      if (isLate(time)) {
        context.drop(event, DropReason.LATE);
        return;
      }
      window = open.at(borders.start(time));
    }
    if (held == TumblingSpec.MAX_EVENTS && (window == null || kind.holds())) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    if (window == null) {
      window = open(borders.start(time));
    }
    recent = window;
    window.add(event);
    if (kind.holds()) {
      held++;
    }
  }

  @Override
  public int glance() {
    return recent == null ? 0 : recent.glance();
  }

  @Override
  public void close() {
    for (Window window : open.all()) {
      context.drop(window.batch(), DropReason.UNFINISHED);
    }
    open.clear();
    recent = null;
    held = 0;
  }

  private boolean isLate(long time) {
    // A time out of any window's reach is told first, so that what follows cannot overflow.
    return time + borders.longest() + lateness <= clock
        || borders.end(borders.start(time)) + lateness <= clock;
  }

  /**
   * Events to make room for at once: as many as the last window had when it is the next one; few in
   * a window beside it, of which stray times can open thousands.
   */
  static int room(int guess, boolean isNewest) {
    return isNewest ? guess : Math.min(guess, ROOM_OF_STRAYS);
  }

  private Window open(long start) {
    int room = room(guess, open.areBefore(start));
    Window window = new Window(start, borders.end(start), kind, room);
    open.add(window);
    if (!kind.holds()) {
      held++;
    }
    if (empty && start < next) {
      next = start;
    }
    due = Math.min(due, window.end + lateness);
    setTimer();
    return window;
  }

  private void onTimer(long dueMicros) {
    timer = null;
    timerAt = NONE;
    clock = Math.max(clock, dueMicros);
    try {
      closeDue();
    } finally {
      // An error below, such as a lack of memory, must not leave windows open forever.
      setTimer();
    }
  }

  /** A timer that is early does no harm: it finds nothing due and sets the right one. */
  private void setTimer() {
    if (due < timerAt) {
      if (timer != null) {
        timer.cancel();
      }
      timerAt = due;
      timer = context.schedule(due, this::onTimer);
    }
  }

  private void closeDue() {
    while (clock >= due) {
      closeFirst();
    }
  }

  private void closeFirst() {
    long start = firstStart();
    Window window = open.remove(start);
    if (window == null) {
      window = new Window(start, borders.end(start), kind, 0);
      emptyRun++;
    } else {
      held -= kind.holds() ? window.size() : 1;
      guess = Math.min(window.size(), LARGEST_GUESS);
      recent = recent == window ? null : recent;
      emptyRun = 0;
    }
    if (empty) {
      next = emptyRun < TumblingSpec.MAX_EMPTY ? window.end : open.first();
    }
    long first = firstStart();
    due = first == NONE ? NONE : borders.end(first) + lateness;
    context.emit(window.batch());
  }

  private long firstStart() {
    return Math.min(next, open.first());
  }

  @Override
  public void save(StateWriter out) {
    borders.save(out);
    out.writeLong(open.all().size());
    for (Window window : open.all()) {
      out.writeLong(window.start);
      window.save(out);
    }
    out.writeLong(recent == null ? NONE : recent.start);
    out.writeLong(guess);
    out.writeLong(clock);
    out.writeLong(next);
    out.writeLong(emptyRun);
    out.writeLong(timerAt);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    borders.load(in);
    for (int left = in.readCount(TumblingSpec.MAX_EVENTS); left > 0; left--) {
      loadWindow(in);
    }
    long recently = in.readLong();
    recent = recently == NONE ? null : open.at(recently);
    guess = in.readCount(LARGEST_GUESS);
    clock = in.readLong();
    if (clock == NONE) {
      throw new StateException("a clock at the end of time");
    }
    long following = in.readLong();
    next = empty ? following : NONE;
    emptyRun = in.readCount(TumblingSpec.MAX_EMPTY);
    timerAt = in.readLong();
    timer = in.readTimer(this::onTimer);
    timerAt = timer == null ? NONE : timerAt;
    long first = firstStart();
    due = first == NONE ? NONE : borders.end(first) + lateness;
    setTimer();
  }

  private void loadWindow(StateReader in) {
    long start = in.readLong();
    if (!open.areBefore(start) || borders.start(start) != start) {
      throw new StateException("a window that starts where none can");
    }
    Window window = new Window(start, borders.end(start), kind, 0);
    window.load(in);
    open.add(window);
    held += kind.holds() ? window.size() : 1;
    if (held > TumblingSpec.MAX_EVENTS || window.size() == 0) {
      throw new StateException("a window of " + window.size() + ", of " + held + " in all");
    }
  }
}
