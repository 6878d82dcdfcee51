package io.tocsin.server.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How long single events take, from when the lane has one until all rules are done with it, and
 * with the timers that were due before. In nanoseconds, right to the third digit.
 *
 * @param events how many were measured
 * @param clockNanos what reading the clock adds to each
 * @param points the percentiles, rising
 * @param bars how many events took how long, rising; without those that none fell into at either
 *     end
 */
public record LatencyProfile(long events, long clockNanos, List<Point> points, List<Bar> bars) {

  /** A percentile, from 0 to 100, and what that part of the events does not exceed. */
  public record Point(double percentile, long nanos) {}

  /** Events that took longer than {@code aboveNanos} and up to {@code upToNanos}. */
  public record Bar(long aboveNanos, long upToNanos, long events) {}

  static final long LONGEST_NANOS = 3_600_000_000_000L;

  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100};
  private static final double FACTOR = Math.sqrt(Math.sqrt(2));
  private static final int FIRST_NANOS = 16;

  public LatencyProfile {
    points = List.copyOf(points);
    bars = List.copyOf(bars);
  }

  static LatencyProfile of(Histogram histogram, long clockNanos) {
    List<Point> points = new ArrayList<>();
    for (double percentile : PERCENTILES) {
      points.add(new Point(percentile, histogram.getValueAtPercentile(percentile)));
    }
    List<Bar> bars = new ArrayList<>();
    long above = 0;
    for (HistogramIterationValue v : histogram.logarithmicBucketValues(FIRST_NANOS, FACTOR)) {
      long count = v.getCountAddedInThisIterationStep();
      if (count > 0 || !bars.isEmpty()) {
        bars.add(new Bar(above, v.getValueIteratedTo(), count));
      }
      above = v.getValueIteratedTo();
    }
    return new LatencyProfile(histogram.getTotalCount(), clockNanos, points, bars);
  }

  /** What so many of a hundred events do not exceed; one of those in {@link #points}. */
  public long nanosAt(double percentile) {
    return points.stream()
        .filter(point -> point.percentile() == percentile)
        .findFirst()
        .orElseThrow()
        .nanos();
  }
}
