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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live half of {@link RollupSpec}. */
final class RollupOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Batch> context;
  private final int limit;
  private final IntervalRun run;
  private int passed;
  private @Nullable Cancellable timer;
  private List<Event> held = new ArrayList<>();

  RollupOperator(OperatorContext<Batch> context, int limit, long perMicros) {
    this.context = context;
    this.limit = limit;
    this.run = new IntervalRun(perMicros);
  }

  @Override
  public void process(Event event) {
    long now = context.nowMicros();
    if (run.arrive(now)) {
      passed = 0;
    }
    if (passed < limit) {
      passed++;
      context.emit(Batch.of(List.of(event), now, now));
    } else if (held.size() == RollupSpec.MAX_HELD) {
      context.drop(event, DropReason.BUFFER_FULL);
    } else {
      if (held.isEmpty()) {
        timer = context.schedule(run.endMicros(), this::end);
      }
      held.add(event);
    }
  }

  @Override
  public void close() {
    if (!held.isEmpty()) {
      flush(run.startMicros(), context.nowMicros());
    }
  }

  private void end(long dueMicros) {
    timer = null;
    long from = run.startMicros();
    run.next();
    passed = 1;
    flush(from, dueMicros);
  }

  private void flush(long fromMicros, long untilMicros) {
    List<Event> events = held;
    held = new ArrayList<>();
    context.emit(Batch.of(events, fromMicros, untilMicros));
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeLong(passed);
    out.writeEvents(held);
    out.writeLong(run.endMicros());
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    passed = in.readCount(Integer.MAX_VALUE);
    in.readEvents(held, RollupSpec.MAX_HELD);
    long wasEnd = in.readLong();
    timer = in.readTimer(this::end);
    if (timer != null && (wasEnd != run.endMicros() || held.isEmpty())) {
      timer.cancel();
      timer = null;
    }
    if (timer == null && !held.isEmpty()) {
      timer = context.schedule(run.endMicros(), this::end);
    }
  }
}
