package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live half of {@link BatchSpec}. */
final class BatchOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Batch> context;
  private final int size;
  private final IntervalRun run;
  private @Nullable Cancellable timer;
  private List<Event> held = new ArrayList<>();

  BatchOperator(OperatorContext<Batch> context, int size, long withinMicros) {
    this.context = context;
    this.size = size;
    this.run = new IntervalRun(withinMicros);
  }

  @Override
  public void process(Event event) {
    run.arrive(context.nowMicros());
    held.add(event);
    if (held.size() >= size) {
      flush(run.startMicros());
    } else if (timer == null) {
      // One timer for each interval, not for each batch: a full batch leaves it in force.
      timer = context.schedule(run.endMicros(), due -> end());
    }
  }

  @Override
  public void close() {
    flush(run.startMicros());
  }

  private void end() {
    timer = null;
    long from = run.startMicros();
    run.next();
    flush(from);
  }

  private void flush(long fromMicros) {
    if (!held.isEmpty()) {
      List<Event> events = held;
      held = new ArrayList<>();
      context.emit(Batch.of(events, fromMicros, context.nowMicros()));
    }
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeEvents(held);
    out.writeLong(run.endMicros());
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    in.readEvents(held, BatchSpec.MAX_SIZE);
    long wasEnd = in.readLong();
    timer = in.readTimer(due -> end());
    if (timer != null && wasEnd != run.endMicros()) {
      timer.cancel();
      timer = null;
    }
    if (timer == null && !held.isEmpty()) {
      timer = context.schedule(run.endMicros(), due -> end());
    }
  }
}
