package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live half of {@link TumblingSpec}. */
final class TumblingOperator implements Operator<Event> {

  private static final long NONE = Long.MAX_VALUE;
  private static final int LARGEST_GUESS = 4096;
  private static final int ROOM_OF_STRAYS = 64;

  private final OperatorContext<Batch> context;
  private final long length;
  private final long lateness;
  private final boolean empty;

  private final TreeMap<Long, Window> open = new TreeMap<>();
  private @Nullable Window recent;
  private int held;
  private int guess;

  private long origin;
  private boolean hasOrigin;

  /** The newest of all event times and nows: what windows close by. */
  private long clock = Long.MIN_VALUE;

  /** When the first window that is not yet closed closes. */
  private long due = NONE;

  private @Nullable Cancellable timer;
  private long timerAt = NONE;

  /** With empty windows: the start of the window that closes next, while a run lasts. */
  private long next = NONE;

  private int emptyRun;

  private static final class Window {
    private final long start;
    private final ArrayList<Event> events;

    Window(long start, int expected) {
      this.start = start;
      events = new ArrayList<>(expected);
    }
  }

  TumblingOperator(TumblingSpec spec, OperatorContext<Batch> context) {
    this.context = context;
    length = Lengths.micros(spec.length());
    lateness = Lengths.micros(spec.lateness());
    empty = spec.empty();
    hasOrigin = spec.aligned();
  }

  @Override
  public void process(Event event) {
    long time = context.eventTimeMicros(event);
    clock = Math.max(clock, Math.max(time, context.nowMicros()));
    if (clock >= due) {
      closeDue();
    }
    Window window = recent;
    if (window == null || time < window.start || time >= window.start + length) {
      if (isLate(time)) {
        context.drop(event, DropReason.LATE);
        return;
      }
      window = null;
    }
    if (held == TumblingSpec.MAX_EVENTS) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    if (window == null) {
      window = windowAt(startOf(time));
      recent = window;
    }
    window.events.add(event);
    held++;
  }

  @Override
  public void close() {
    for (Window window : open.values()) {
      window.events.forEach(event -> context.drop(event, DropReason.UNFINISHED));
    }
    open.clear();
    recent = null;
    held = 0;
  }

  private boolean isLate(long time) {
    // A time out of any window's reach is told first, so that what follows cannot overflow.
    return time + length + lateness <= clock || startOf(time) + length + lateness <= clock;
  }

  private long startOf(long time) {
    if (!hasOrigin) {
      hasOrigin = true;
      origin = time;
    }
    return time - Math.floorMod(time - origin, length);
  }

  /**
   * Events to make room for at once: as many as the last window had when it is the next one; few in
   * a window beside it, of which stray times can open thousands.
   */
  static int room(int guess, boolean isNewest) {
    return isNewest ? guess : Math.min(guess, ROOM_OF_STRAYS);
  }

  private Window windowAt(long start) {
    Window window = open.get(start);
    if (window == null) {
      boolean isNewest = open.isEmpty() || start > open.lastKey();
      window = new Window(start, room(guess, isNewest));
      open.put(start, window);
      if (empty && start < next) {
        next = start;
      }
      due = Math.min(due, start + length + lateness);
      setTimer();
    }
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
    List<Event> events = List.of();
    if (window == null) {
      emptyRun++;
    } else {
      events = window.events;
      held -= events.size();
      guess = Math.min(events.size(), LARGEST_GUESS);
      recent = recent == window ? null : recent;
      emptyRun = 0;
    }
    if (empty) {
      next = emptyRun < TumblingSpec.MAX_EMPTY ? start + length : firstOpen();
    }
    long first = firstStart();
    due = first == NONE ? NONE : first + length + lateness;
    context.emit(new Batch(events, start, start + length));
  }

  private long firstStart() {
    return Math.min(next, firstOpen());
  }

  private long firstOpen() {
    return open.isEmpty() ? NONE : open.firstKey();
  }
}
