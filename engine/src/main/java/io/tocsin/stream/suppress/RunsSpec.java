package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.PlainValue;

/**
 * Lets an event through when the last {@code length} events, itself included, have equal values.
 * Immutable.
 *
 * <p>Values are compared as {@link PlainValue} says; null is a value. Not split by host: put it
 * into a {@code by}. Events that end a run early are no loss and not counted.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once; the order of arrival counts, not the events' times.
 *   <dt>State
 *   <dd>the last value and a count.
 *   <dt>Expired
 *   <dd>a value like any other.
 * </dl>
 *
 * @param length at least 1, which lets every event through
 * @param value what is compared; an event on which it throws ends here, counted, and changes
 *     nothing
 */
public record RunsSpec(int length, RuleFunction<EventFunction> value)
    implements OperatorSpec<Event, Event> {

  public RunsSpec {
    Bounds.atLeastOne("runs", "length", length);
  }

  /** A run goes on, and must be of the new length. */
  @Override
  public Object stateShape(StageSpec at) {
    return value;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new RunsOperator(context, length, value.function());
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
