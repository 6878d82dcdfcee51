package io.tocsin.stream.rank;

import io.tocsin.event.Event;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;

/**
 * Keeps the {@code k} hosts and services with the highest values: their events leave by branch 0,
 * all others by branch 1. Immutable.
 *
 * <p>A newcomer whose value is higher than the least takes its place: that one's last event leaves
 * by branch 0 once more, expired and with time now, and as it was by branch 1; then the newcomer's
 * by branch 0. At equal values who is in stays in; of equals within, the one that came in last goes
 * first. A member whose value falls stays until a newcomer is higher.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none but the now that the function is given.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>an event and a number for each of {@code k} hosts and services.
 *   <dt>Expired
 *   <dd>ends its host's and service's membership, as does a value that is absent or NaN; the event
 *       leaves by the branch its host and service were in.
 * </dl>
 *
 * <p>The place of a member that left is taken by the next event of any other.
 *
 * @param k from 1 to {@link #MAX}
 * @param value a number or null; an event on which it throws, or gives something else, ends here,
 *     counted, and changes nothing
 */
public record TopSpec(int k, RuleFunction<EventFunction> value)
    implements OperatorSpec<Event, Event> {

  /** Hosts and services kept at most. */
  public static final int MAX = 100_000;

  public TopSpec {
    if (k < 1 || k > MAX) {
      throw new IllegalArgumentException("top: k must be from 1 to " + MAX + ", was " + k);
    }
  }

  /** The members stay; those too many for a smaller number leave when the next event comes. */
  @Override
  public Object stateShape(StageSpec at) {
    return value;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new TopOperator(context, k, value.function());
  }
}
