package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live half of {@link RunsSpec}. */
final class RunsOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Event> context;
  private final int length;
  private final EventFunction function;
  private @Nullable Object last;
  private int equal;

  RunsOperator(OperatorContext<Event> context, int length, EventFunction function) {
    this.context = context;
    this.length = length;
    this.function = function;
  }

  @Override
  public void process(Event event) {
    Object value = PlainValue.of(function.apply(event, context.nowMicros()));
    boolean same = equal > 0 && Objects.equals(value, last);
    last = value;
    equal = same ? Math.min(equal + 1, length) : 1;
    if (equal == length) {
      context.emit(event);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeValue(last);
    out.writeLong(equal);
  }

  @Override
  public void load(StateReader in) {
    last = in.readValue();
    equal = in.readCount(Integer.MAX_VALUE);
  }
}
