package io.tocsin.fold;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;

/**
 * A running sum of metrics: exact for whole numbers as long as the sum fits a long, compensated for
 * rounding otherwise. Confined to one thread.
 */
public class MetricSum implements Stateful {

  private long whole;
  private double floating;
  private double lost;
  private long floatingTerms;
  private long count;

  /** Adds the event's metric; it must have one. */
  public final void addMetricOf(Event event) {
    if (event.hasLongMetric()) {
      add(event.metricAsLong());
    } else {
      add(event.metricOrNaN());
    }
  }

  /** Adds a whole number. */
  public final void add(long value) {
    long sum = whole + value;
    if (((whole ^ sum) & (value ^ sum)) < 0) {
      addFloating((double) whole);
      sum = value;
    }
    whole = sum;
    count++;
  }

  /** Adds a floating-point number. */
  public final void add(double value) {
    addFloating(value);
    count++;
  }

  /** How many numbers were added since the last {@link #clear}. */
  public final long count() {
    return count;
  }

  /** Whether the sum is a whole number, held exactly. */
  public final boolean isWhole() {
    return floatingTerms == 0;
  }

  /** The sum; NaN when infinities of both signs were added. */
  public final double value() {
    // With infinite terms the compensation is NaN, the plain sum is right.
    double compensated = floating + (lost + whole);
    return Double.isNaN(compensated) ? floating + whole : compensated;
  }

  /** The sum divided by the count; NaN for none. */
  public final double mean() {
    if (isWhole() && count > 0) {
      long quotient = whole / count;
      return quotient + (double) (whole % count) / count;
    }
    return value() / count;
  }

  /** Sets the builder's metric to the sum: whole if the sum is, absent if it is no number. */
  public final EventBuilder into(EventBuilder builder) {
    return isWhole() ? builder.metric(whole) : builder.metric(value());
  }

  /** One metric less another, both present: exact for whole ones as far as a long reaches. */
  public static double difference(Event a, Event b) {
    if (a.hasLongMetric() && b.hasLongMetric()) {
      long x = a.metricAsLong();
      long y = b.metricAsLong();
      long difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return difference;
      }
    }
    return a.metricOrNaN() - b.metricOrNaN();
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(whole);
    out.writeDouble(floating);
    out.writeDouble(lost);
    out.writeLong(floatingTerms);
    out.writeLong(count);
  }

  @Override
  public void load(StateReader in) {
    whole = in.readLong();
    floating = in.readDouble();
    lost = in.readDouble();
    floatingTerms = in.readLong();
    count = in.readLong();
  }

  /** Starts again from nothing. */
  public final void clear() {
    whole = 0;
    floating = 0;
    lost = 0;
    floatingTerms = 0;
    count = 0;
  }

  /** Neumaier's summation: what the larger of two terms swallows is summed separately. */
  private void addFloating(double value) {
    double sum = floating + value;
    lost += Math.abs(floating) >= Math.abs(value) ? floating - sum + value : value - sum + floating;
    floating = sum;
    floatingTerms++;
  }
}
