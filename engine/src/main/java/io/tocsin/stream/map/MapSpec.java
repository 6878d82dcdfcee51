package io.tocsin.stream.map;

import io.tocsin.stream.EventMapper;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.TransformSpec;

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
public record MapSpec(RuleFunction<EventMapper> function) implements TransformSpec {

  @Override
  public EventMapper transform() {
    return function.function();
  }
}
