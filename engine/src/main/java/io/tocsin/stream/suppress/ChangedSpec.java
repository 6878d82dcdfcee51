package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.PlainValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets an event through whose value differs from that of the event before. Immutable.
 *
 * <p>Values are compared as {@link PlainValue} says; null is a value. Not split by host: put it
 * into a {@code by}.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once; the order of arrival counts, not the events' times.
 *   <dt>State
 *   <dd>the last value and, for pairs, the last event.
 *   <dt>Expired
 *   <dd>a value like any other.
 * </dl>
 *
 * @param value what is compared; an event on which it throws ends here, counted, and changes
 *     nothing
 * @param init what the first value is compared with; when null, a first event whose value is null
 *     does not pass
 * @param pairs whether to send batches of the event before, whether it passed or not, and the one
 *     with the change; the first batch has no event before
 */
public record ChangedSpec(RuleFunction<EventFunction> value, @Nullable Object init, boolean pairs)
    implements OperatorSpec<Event, Object> {

  public ChangedSpec {
    init = PlainValue.of(init);
  }

  /** What the value was at last is kept; the one to begin with counts no more. */
  @Override
  public Object stateShape(StageSpec at) {
    return List.of(value, pairs);
  }

  @Override
  public Operator<Event> create(OperatorContext<Object> context) {
    return pairs
        ? new ChangedPairsOperator(context, value.function(), init)
        : new ChangedOperator(context, value.function(), init);
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
