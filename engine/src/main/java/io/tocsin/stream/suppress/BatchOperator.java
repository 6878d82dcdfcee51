package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.ArrayList;
import java.util.List;

/** The live half of {@link BatchSpec}. */
final class BatchOperator implements Operator<Event> {

  private final OperatorContext<Batch> context;
  private final int size;
  private final IntervalRun run;
  private boolean timed;
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
    if (held.size() == size) {
      flush(run.startMicros());
    } else if (!timed) {
      // One timer for each interval, not for each batch: a full batch leaves it in force.
      timed = true;
      context.schedule(run.endMicros(), due -> end());
    }
  }

  @Override
  public void close() {
    flush(run.startMicros());
  }

  private void end() {
    timed = false;
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
}
