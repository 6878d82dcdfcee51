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

/** The live half of {@link ChangedSpec} without pairs. */
final class ChangedOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Object> context;
  private final EventFunction function;
  private @Nullable Object last;

  ChangedOperator(OperatorContext<Object> context, EventFunction function, @Nullable Object init) {
    this.context = context;
    this.function = function;
    this.last = init;
  }

  @Override
  public void process(Event event) {
    Object value = PlainValue.of(function.apply(event, context.nowMicros()));
    if (!Objects.equals(value, last)) {
      last = value;
      context.emit(event);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeValue(last);
  }

  @Override
  public void load(StateReader in) {
    last = in.readValue();
  }
}
