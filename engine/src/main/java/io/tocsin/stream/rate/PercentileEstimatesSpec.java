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
 * Emits, at the end of each interval, the last event once for each point, with an estimate of that
 * point of the metrics' distribution as its metric, the point appended to its service, as {@code
 * request 0.95}, and the time the interval ended. Immutable.
 *
 * <p>The distribution is that of the metrics that came within {@code over} before the end, which is
 * one interval or several. Counts are kept by interval, and leave with it.
 *
 * <p>An estimate is at most {@code error} times the metric at {@code floor(n * point)} away from
 * it. That holds as long as those of one sign lie within {@link #BUCKETS} buckets, each wider than
 * the one before by about twice {@code error}: with 0.01 for all that are more than a 10^-17th,
 * with 0.005 more than a 10^-8th of the greatest; those nearer to zero are taken for greater than
 * they are.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until {@code over}
 *       has passed without any, which emits nothing; then the next event opens a new run.
 *   <dt>Order
 *   <dd>of the points.
 *   <dt>State
 *   <dd>at most {@link #BUCKETS} counts for metrics above zero, and as many for those below, one
 *       event; one timer. Over several intervals also, for each but the last, the counts it has of
 *       the same buckets, packed: two bytes or so for a bucket that is not empty.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} the last event, if its interval has not ended when the
 *       operator is discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run.
 * </dl>
 *
 * <p>Events without metric, or with an infinite one, do not count. Without a service the point
 * alone is it.
 *
 * @param points from 0 to 1, at least one; copied
 * @param every length of an interval; from a microsecond to 100 years
 * @param over what the estimates are of: {@code every}, or a multiple of it up to {@link
 *     #MAX_INTERVALS}, at most 100 years
 * @param error from 0.005 to 0.5
 */
public record PercentileEstimatesSpec(
    List<Double> points, Duration every, Duration over, double error)
    implements OperatorSpec<Event, Event> {

  /** Counts that are kept of metrics of one sign at most. */
  public static final int BUCKETS = 2048;

  /** Intervals that estimates may be of at most. */
  public static final int MAX_INTERVALS = 3600;

  public PercentileEstimatesSpec {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("percentiles: there must be at least one point");
    }
    points.forEach(point -> Percentile.check("percentiles", point));
    Bounds.length("percentiles", "every", every);
    Bounds.length("percentiles", "over", over);
    long intervals = over.toNanos() / every.toNanos();
    if (over.toNanos() % every.toNanos() != 0 || intervals > MAX_INTERVALS) {
      throw new IllegalArgumentException(
          "percentiles: over must be 1 to "
              + MAX_INTERVALS
              + " times every, which is "
              + every
              + ", was "
              + over);
    }
    if (!(error >= 0.005 && error <= 0.5)) {
      throw new IllegalArgumentException(
          "percentiles: error must be from 0.005 to 0.5, was " + error);
    }
  }

  /** Estimates of each interval by itself. */
  public PercentileEstimatesSpec(List<Double> points, Duration every, double error) {
    this(points, every, every, error);
  }

  /** How many intervals estimates are of. */
  int intervals() {
    return (int) (over.toNanos() / every.toNanos());
  }

  /** What has come counts for other points too. */
  @Override
  public Object stateShape(StageSpec at) {
    return List.of(every, over, error);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return intervals() > 1
        ? new SlidingEstimatesOperator(this, context)
        : new PercentileEstimatesOperator(this, context);
  }
}
