package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import org.jspecify.annotations.Nullable;

/** The live half of {@link ReduceSpec}. */
final class ReduceOperator implements Operator<Event>, Stateful {

  private final EventReducer reducer;
  private final OperatorContext<Event> context;
  private @Nullable Event accumulated;

  ReduceOperator(@Nullable Event init, EventReducer reducer, OperatorContext<Event> context) {
    this.accumulated = init;
    this.reducer = reducer;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    Event made =
        accumulated == null ? event : reducer.apply(accumulated, event, context.nowMicros());
    if (made == null) {
      throw new IllegalArgumentException("reduce: the block must give an event, gave null");
    }
    accumulated = made;
    context.emit(made);
  }

  @Override
  public void save(StateWriter out) {
    out.writeEvent(accumulated);
  }

  @Override
  public void load(StateReader in) {
    Event made = in.readEvent();
    accumulated = made == null ? accumulated : made;
  }
}
