package io.tocsin.stream;

import io.tocsin.event.Event;

/** The recipe of an operator that does no more than make another event of each, or none. */
public interface TransformSpec extends OperatorSpec<Event, Event> {

  /**
   * What makes the other event; called once for each. An event on which it throws ends here,
   * counted.
   */
  EventMapper transform();

  @Override
  default Operator<Event> create(OperatorContext<Event> context) {
    EventMapper transform = transform();
    return event -> {
      Event made = transform.apply(event, context.nowMicros());
      if (made != null) {
        context.emit(made);
      }
    };
  }

  @Override
  default boolean isStateless() {
    return true;
  }
}
