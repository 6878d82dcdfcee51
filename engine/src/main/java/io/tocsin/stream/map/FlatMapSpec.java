package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.stream.EventExpander;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Sends on all the events that a function makes of each event. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the function is given.
 *   <dt>Order
 *   <dd>as the function gives them, at once.
 *   <dt>State
 *   <dd>none; the events of one call, at most {@link #MAX_EVENTS}.
 *   <dt>Expired
 *   <dd>given to the function like any other event.
 * </dl>
 *
 * @param function its null or empty list ends the event, which is no loss; an event on which it
 *     throws, or of which it makes too many events or something that is none, ends here, counted
 */
public record FlatMapSpec(RuleFunction<EventExpander> function)
    implements OperatorSpec<Event, Event> {

  /** Events made of one at most. */
  public static final int MAX_EVENTS = 10_000;

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    EventExpander expander = function.function();
    return event -> {
      Collection<?> made = expander.apply(event, context.nowMicros());
      if (made != null) {
        checked(made).forEach(context::emit);
      }
    };
  }

  /** Rules are not bound by the type of what their lists hold. */
  private static List<Event> checked(Collection<?> made) {
    if (made.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "flatMap: at most " + MAX_EVENTS + " events of one, were " + made.size());
    }
    List<Event> events = new ArrayList<>(made.size());
    for (Object one : made) {
      if (!(one instanceof Event event)) {
        throw new IllegalArgumentException(
            "flatMap: the block must give a list of events, there was "
                + (one == null ? "null" : "a " + one.getClass().getSimpleName())
                + " in it");
      }
      events.add(event);
    }
    return events;
  }
}
