package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of all events so far: a function is given what it made of those before, and the
 * event at hand; what it makes of them goes on and is kept. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the function is given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>one event.
 *   <dt>Expired
 *   <dd>given to the function like any other event.
 * </dl>
 *
 * @param init what the first event is added to; when null the first event goes on as it is, and is
 *     what the second is added to
 * @param function an event on which it throws, or of which it makes null, ends here, counted, and
 *     changes nothing
 */
public record ReduceSpec(@Nullable Event init, RuleFunction<EventReducer> function)
    implements OperatorSpec<Event, Event> {

  /** What was made so far is kept; another one to begin with holds where nothing was made yet. */
  @Override
  public Object stateShape(StageSpec at) {
    return function;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new ReduceOperator(init, function.function(), context);
  }
}
