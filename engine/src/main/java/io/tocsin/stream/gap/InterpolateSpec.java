package io.tocsin.stream.gap;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Emits the last event at a steady pace, with time now: the first at once, then the last one at the
 * end of each interval, until it is too old. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival; age is from the event's own time, or from its arrival when it has none or one too
 *       far in the future. At the end of an interval at which the last event is older than its ttl
 *       (60 s when it has none) the run ends without a word, and the next event begins another.
 *   <dt>Order
 *   <dd>of two events the later to arrive counts, whatever their times.
 *   <dt>State
 *   <dd>one event, one timer.
 *   <dt>Drops
 *   <dd>none: that an event is replaced by a later one is the purpose.
 *   <dt>Expired
 *   <dd>goes on at once, as it is, and ends the run.
 * </dl>
 *
 * <p>Events without metric are events like others. Not split by host: put it into a {@code by}.
 *
 * @param interval from a millisecond to 100 years
 */
public record InterpolateSpec(Duration interval) implements OperatorSpec<Event, Event> {

  public InterpolateSpec {
    Bounds.repeatedLength("interpolate", "interval", interval);
  }

  /** A run goes on; a new interval holds from the next event on. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new InterpolateOperator(context, interval);
  }
}
