package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.fold.Percentile;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;
import java.util.List;

/**
 * Emits, at the end of each interval, one event for each point: of the n events sorted by metric
 * the one at {@code floor(n * point)}, at most the last, with the point appended to its service, as
 * {@code request 0.95}. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until one stays
 *       empty, which emits nothing; then the next event opens a new run.
 *   <dt>Order
 *   <dd>of the points; of equal metrics the one that arrived first is the lesser.
 *   <dt>State
 *   <dd>the interval's events, at most {@link #MAX_EVENTS}, 24 bytes each where others like it
 *       came, and room for a few times as many as the last interval had; one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#BUFFER_FULL} an event beyond the bound; {@link DropReason#UNFINISHED}
 *       each event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run.
 * </dl>
 *
 * <p>Events without metric do not count. All fields but the service, time among them, are the
 * chosen event's; without a service the point alone is it. Whole metrics beyond 2^53 that are equal
 * when rounded to a double count as equal.
 *
 * @param points from 0 to 1, at least one; copied
 * @param every length of an interval; from a microsecond to 100 years
 */
public record PercentilesSpec(List<Double> points, Duration every)
    implements OperatorSpec<Event, Event> {

  /** Events that an interval holds at most. */
  public static final int MAX_EVENTS = 1_000_000;

  public PercentilesSpec {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("percentiles: there must be at least one point");
    }
    points.forEach(point -> Percentile.check("percentiles", point));
    Bounds.length("percentiles", "every", every);
  }

  /** What has come in the interval counts for other points too. */
  @Override
  public Object stateShape(StageSpec at) {
    return every;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new PercentilesOperator(this, context);
  }
}
