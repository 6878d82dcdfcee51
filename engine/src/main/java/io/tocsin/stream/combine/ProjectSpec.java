package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.util.List;

/**
 * Emits, for every event that meets a condition, a batch of the last event that met each, once
 * every condition was met. Immutable.
 *
 * <p>An event that meets several conditions stands in the place of each. An event that has expired,
 * by its state or by its age, is in one more batch, and then its condition waits for another.
 *
 * <dl>
 *   <dt>Time
 *   <dd>age is on the lane's clock; an event without time ages from its arrival, one too far ahead
 *       of the lane's clock too. A batch stands for the moment it is emitted.
 *   <dt>Order
 *   <dd>of the conditions; of two events the later to arrive counts, whatever their times.
 *   <dt>State
 *   <dd>one event for each condition, no timer.
 *   <dt>Drops
 *   <dd>none: events that meet no condition, or are replaced by later ones, are no loss.
 *   <dt>Expired
 *   <dd>see above.
 * </dl>
 *
 * @param conditions from 1 to {@link #MAX_CONDITIONS}; an event on which one throws ends here,
 *     counted, and changes nothing
 */
public record ProjectSpec(List<RuleFunction<EventPredicate>> conditions)
    implements OperatorSpec<Event, Batch> {

  public static final int MAX_CONDITIONS = 16;

  public ProjectSpec {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty() || conditions.size() > MAX_CONDITIONS) {
      throw new IllegalArgumentException(
          "project: takes from 1 to " + MAX_CONDITIONS + " conditions, not " + conditions.size());
    }
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new ProjectOperator(
        conditions.stream().map(RuleFunction::function).toArray(EventPredicate[]::new), context);
  }
}
