package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live half of {@link ChangedSpec} with pairs: an event and the one before it. */
final class ChangedPairsOperator implements Operator<Event>, Stateful {

  private final OperatorContext<Object> context;
  private final EventFunction function;
  private @Nullable Object last;
  private @Nullable Event before;

  ChangedPairsOperator(
      OperatorContext<Object> context, EventFunction function, @Nullable Object init) {
    this.context = context;
    this.function = function;
    this.last = init;
  }

  @Override
  public void process(Event event) {
    long now = context.nowMicros();
    Object value = PlainValue.of(function.apply(event, now));
    boolean changed = !Objects.equals(value, last);
    last = value;
    Event previous = before;
    before = event;
    if (changed) {
      List<Event> pair = previous == null ? List.of(event) : List.of(previous, event);
      context.emit(Batch.of(pair, now, now));
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeValue(last);
    out.writeEvent(before);
  }

  @Override
  public void load(StateReader in) {
    last = in.readValue();
    before = in.readEvent();
  }
}
