package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
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
  SUM(Accumulators::sum, SlidingAccumulators::sum),

  /** The product of the metrics; 1 when no event has one. */
  PRODUCT(Accumulators::product),

  /** The arithmetic mean, floating; null when no event has a metric. */
  MEAN(Accumulators::mean, SlidingAccumulators::mean),

  /** The population's standard deviation, floating; null when no event has a metric. */
  STDDEV(Accumulators::stddev),

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
  COUNT(Accumulators::count, SlidingAccumulators::count),

  /** The event with the least metric, the last of several; null when no event has one. */
  MIN(Accumulators::min, SlidingAccumulators::min),

  /** The event with the greatest metric, the last of several; null when no event has one. */
  MAX(Accumulators::max, SlidingAccumulators::max),

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
  FIRST(Accumulators::first, SlidingAccumulators::first),

  /** The last event, expired or not; null for an empty list. */
  LAST(Accumulators::last, SlidingAccumulators::last);

  // Each is a function without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Supplier<Accumulator> running;

  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Supplier<SlidingAccumulator> sliding;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Fold function;

  StandardFold(Supplier<Accumulator> running) {
    this(running, null);
  }

  StandardFold(Supplier<Accumulator> running, @Nullable Supplier<SlidingAccumulator> sliding) {
    this.running = running;
    this.sliding = sliding;
    function =
        (events, now) -> {
          Accumulator all = running.get();
          events.forEach(all::add);
          return all.result(now);
        };
  }

  StandardFold(Fold function) {
    this.running = null;
    this.sliding = null;
    this.function = function;
  }

  @Override
  public @Nullable Event apply(List<Event> events, long nowMicros) {
    return function.apply(events, nowMicros);
  }

  @Override
  public @Nullable Accumulator accumulator() {
    return running == null ? null : running.get();
  }

  @Override
  public @Nullable SlidingAccumulator slidingAccumulator() {
    return sliding == null ? null : sliding.get();
  }

  /** The name in rules, as {@code mean}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
