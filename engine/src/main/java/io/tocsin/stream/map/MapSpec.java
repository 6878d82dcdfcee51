package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;

/**
 * Sends on what a function makes of each event. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the function is given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>given to the function like any other event.
 * </dl>
 *
 * @param function its null ends the event, which is no loss; an event on which it throws ends here,
 *     counted
 */
public record MapSpec(RuleFunction<EventMapper> function) implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    EventMapper mapper = function.function();
    return event -> {
      Event made = mapper.apply(event, context.nowMicros());
      if (made != null) {
        context.emit(made);
      }
    };
  }
}
