package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folds every rule can name. Immutable, thread-safe.
 *
 * <p>Unless said otherwise the result is the first event that is not expired with another metric;
 * events without metric and expired ones are skipped; an empty list, or one of expired events only,
 * gives null.
 */
public enum StandardFold implements Fold {
  /** The sum of the metrics; 0 when no event has one. */
  SUM((events, now) -> Arithmetic.sum(events)),

  /** The product of the metrics; 1 when no event has one. */
  PRODUCT((events, now) -> Arithmetic.product(events)),

  /** The arithmetic mean, floating; null when no event has a metric. */
  MEAN((events, now) -> Arithmetic.mean(events)),

  /** The population's standard deviation, floating; null when no event has a metric. */
  STDDEV((events, now) -> Arithmetic.stddev(events)),

  /**
   * The first event's metric less those of all others. A single event stays as it is; when a metric
   * is absent the result has no metric and says so in its description.
   */
  DIFFERENCE((events, now) -> Arithmetic.difference(events)),

  /**
   * The first event's metric divided by each other; whole if every step is. As {@link #DIFFERENCE};
   * division by zero, too, gives no metric and a description.
   */
  QUOTIENT((events, now) -> Arithmetic.quotient(events)),

  /**
   * How many events there are, with and without metric, expired ones too; of none, an event with
   * metric 0 and time now.
   */
  COUNT(Arithmetic::count),

  /** The event with the least metric, the last of several; null when no event has one. */
  MIN((events, now) -> Choice.min(events)),

  /** The event with the greatest metric, the last of several; null when no event has one. */
  MAX((events, now) -> Choice.max(events)),

  /**
   * The event in the middle of those sorted by metric, the upper one of two; null when no event has
   * one.
   */
  MEDIAN((events, now) -> Choice.median(events)),

  /**
   * The first event of the most frequent metric, of several such metrics the one that came first;
   * null when no event has one.
   */
  MODE((events, now) -> Choice.mode(events)),

  /** The first event, expired or not; null for an empty list. */
  FIRST((events, now) -> events.isEmpty() ? null : events.get(0)),

  /** The last event, expired or not; null for an empty list. */
  LAST((events, now) -> events.isEmpty() ? null : events.get(events.size() - 1));

  // Each is a function without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Fold function;

  StandardFold(Fold function) {
    this.function = function;
  }

  @Override
  public @Nullable Event apply(List<Event> events, long nowMicros) {
    return function.apply(events, nowMicros);
  }

  /** The name in rules, as {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
