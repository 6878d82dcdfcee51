package io.tocsin.stream.map;

import io.tocsin.stream.EventMapper;
import io.tocsin.stream.TransformSpec;

/**
 * Multiplies the metric by a factor. A whole metric stays whole under a whole factor as far as a
 * long reaches. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once; an event without a metric goes on as it is.
 *   <dt>Expired
 *   <dd>changed like any other event.
 * </dl>
 *
 * @param factor any finite number
 */
public record ScaleSpec(double factor) implements TransformSpec {

  /** Beyond it a double no longer tells neighbouring whole numbers apart. */
  private static final double EXACT = 1L << 53;

  public ScaleSpec {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("scale: factor must be a finite number, was " + factor);
    }
  }

  @Override
  public boolean keeps(String field) {
    return !field.equals("metric");
  }

  @Override
  public EventMapper transform() {
    boolean whole = factor == Math.rint(factor) && Math.abs(factor) <= EXACT;
    long times = whole ? (long) factor : 0;
    return (event, now) -> {
      if (!event.hasMetric()) {
        return event;
      }
      return whole && event.hasLongMetric() && fits(event.metricAsLong(), times)
          ? event.withMetric(event.metricAsLong() * times)
          : event.withMetric(event.metricOrNaN() * factor);
    };
  }

  private static boolean fits(long a, long b) {
    return Math.multiplyHigh(a, b) == (a * b) >> 63;
  }
}
