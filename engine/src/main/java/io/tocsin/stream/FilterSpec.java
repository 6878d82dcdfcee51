package io.tocsin.stream;

import io.tocsin.event.Event;

/**
 * The recipe of an operator that does no more than ask each event one question: those for which the
 * answer is yes go on, the others leave by branch 1.
 */
public interface FilterSpec extends OperatorSpec<Event, Event> {

  /**
   * The question, the same object at each call; asked once for each event. An event on which it
   * throws ends here, counted.
   */
  EventPredicate condition();

  @Override
  default Operator<Event> create(OperatorContext<Event> context) {
    EventPredicate condition = condition();
    return event -> {
      if (condition.test(event, context.nowMicros())) {
        context.emit(event);
      } else {
        context.emit(1, event);
      }
    };
  }

  @Override
  default boolean isFilter() {
    return true;
  }

  @Override
  default boolean keeps(String field) {
    return true;
  }

  @Override
  default boolean isStateless() {
    return true;
  }
}
