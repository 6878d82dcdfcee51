package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.PlainValue;
import java.time.Duration;

/**
 * Holds events after their value changes until it has stayed the same for a while; then releases
 * them, and lets further ones of that value through at once. Immutable.
 *
 * <p>Values are compared as {@link PlainValue} says; null is a value, and the first event is a
 * change. Not split by host: put it into a {@code by}.
 *
 * <dl>
 *   <dt>Time
 *   <dd>stable means that an event's time is {@code length} or more after that of the first with
 *       its value, or that the lane's clock is that far after the arrival of the first, whichever
 *       comes first. An event without time, or too far ahead, has the lane's.
 *   <dt>Order
 *   <dd>as they came; each event leaves once at most. Time going backwards only delays.
 *   <dt>State
 *   <dd>the value and the events held, at most {@link #MAX_HELD}; a timer while there are any.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNSTABLE} for each event held when the value changes; {@link
 *       DropReason#BUFFER_FULL} for the oldest held when there are too many; {@link
 *       DropReason#UNFINISHED} for each held when the operator closes.
 *   <dt>Expired
 *   <dd>a value like any other.
 * </dl>
 *
 * @param length how long the value must stay the same, from a microsecond to 100 years
 * @param value what is compared; an event on which it throws ends here, counted, and changes
 *     nothing
 */
public record StableSpec(Duration length, RuleFunction<EventFunction> value)
    implements OperatorSpec<Event, Event> {

  /** Events held at most. */
  public static final int MAX_HELD = 1_000;

  public StableSpec {
    Bounds.length("stable", "length", length);
  }

  /** What is held is kept; a new length holds from the next change on. */
  @Override
  public Object stateShape(StageSpec at) {
    return value;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new StableOperator(context, Bounds.micros(length), value.function());
  }
}
