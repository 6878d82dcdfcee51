package io.tocsin.stream.suppress;

import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;

/** The live half of {@link ThrottleSpec}. */
final class ThrottleOperator implements Operator<Object>, Stateful {

  private final OperatorContext<Object> context;
  private final int limit;
  private final IntervalRun run;
  private int passed;

  ThrottleOperator(OperatorContext<Object> context, int limit, long perMicros) {
    this.context = context;
    this.limit = limit;
    this.run = new IntervalRun(perMicros);
  }

  @Override
  public void process(Object item) {
    if (run.arrive(context.nowMicros())) {
      passed = 0;
    }
    if (passed == limit) {
      context.drop(item, DropReason.THROTTLED);
      return;
    }
    passed++;
    context.emit(item);
  }

  @Override
  public void save(StateWriter out) {
    run.save(out);
    out.writeLong(passed);
  }

  @Override
  public void load(StateReader in) {
    run.load(in);
    passed = in.readCount(Integer.MAX_VALUE);
  }
}
