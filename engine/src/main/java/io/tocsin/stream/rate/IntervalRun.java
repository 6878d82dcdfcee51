package io.tocsin.stream.rate;

import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run of intervals on the lane's clock: the first arrival after idleness opens an interval, the
 * next follows without gap, and one in which nothing arrived ends the run.
 *
 * <p>An interval contains its start, not its end. One timer while a run lasts, none when idle; an
 * arrival costs no more than setting a flag. Confined to one lane.
 */
public final class IntervalRun implements Stateful {

  private final OperatorContext<?> context;
  private final long length;
  private final DeadlineTask atEnd;
  private @Nullable Cancellable timer;
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
    boolean opens = timer == null;
    if (opens) {
      timer = context.schedule(context.nowMicros() + length, this::end);
    }
    return opens;
  }

  @Override
  public void save(StateWriter out) {
    out.writeBoolean(arrived);
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    arrived = in.readBoolean();
    timer = in.readTimer(this::end);
  }

  private void end(long dueMicros) {
    if (!arrived) {
      timer = null;
      return;
    }
    arrived = false;
    try {
      atEnd.onDeadline(dueMicros);
    } finally {
      // Set after the emission, so that timers set by what is below come first at the next end.
      timer = context.schedule(dueMicros + length, this::end);
    }
  }
}
