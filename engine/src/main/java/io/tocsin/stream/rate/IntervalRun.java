package io.tocsin.stream.rate;

import io.tocsin.stream.Bounds;
import io.tocsin.stream.DeadlineTask;
import io.tocsin.stream.OperatorContext;
import java.time.Duration;

/**
 * A run of intervals on the lane's clock: the first arrival after idleness opens an interval, the
 * next follows without gap, and one in which nothing arrived ends the run.
 *
 * <p>An interval contains its start, not its end. One timer while a run lasts, none when idle; an
 * arrival costs no more than setting a flag. Confined to one lane.
 */
public final class IntervalRun {

  private final OperatorContext<?> context;
  private final long length;
  private final DeadlineTask atEnd;
  private boolean running;
  private boolean arrived;

  /**
   * Idle at first.
   *
   * @param length one that passed {@link Bounds#length}
   * @param atEnd called at the end of each interval in which something arrived, with that moment
   */
  public IntervalRun(OperatorContext<?> context, Duration length, DeadlineTask atEnd) {
    this.context = context;
    this.length = Bounds.micros(length);
    this.atEnd = atEnd;
  }

  /** Something arrived that counts; true when it opened a run, since none lasted. */
  public boolean arrived() {
    arrived = true;
    boolean opens = !running;
    if (opens) {
      running = true;
      context.schedule(context.nowMicros() + length, this::end);
    }
    return opens;
  }

  private void end(long dueMicros) {
    running = arrived;
    if (!running) {
      return;
    }
    arrived = false;
    try {
      atEnd.onDeadline(dueMicros);
    } finally {
      // Set after the emission, so that timers set by what is below come first at the next end.
      context.schedule(dueMicros + length, this::end);
    }
  }
}
