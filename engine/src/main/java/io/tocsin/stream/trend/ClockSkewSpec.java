package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Makes the metric of each event the seconds by which its host's clock is ahead of the median of
 * all hosts' clocks, as far as their latest events tell. Immutable.
 *
 * <p>A host's clock is taken to be its latest event's time and what has passed since that arrived.
 * The median is the middle one, of an even number the mean of the two in the middle.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the events' own, however far in the future, against the lane's clock.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>two numbers for each host, at most {@link #MAX_HOSTS}; a new one beyond it takes the place
 *       of the one not heard of for the longest.
 *   <dt>Expired
 *   <dd>goes on as it is, and its host is forgotten. An event without time goes on as it is; but a
 *       lane gives each event a time before the rules see it.
 * </dl>
 *
 * <p>No host is a host too. The metric is floating.
 */
public record ClockSkewSpec() implements OperatorSpec<Event, Event> {

  /** Hosts whose clocks are known at most. */
  public static final int MAX_HOSTS = 10_000;

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new ClockSkewOperator(context);
  }
}
