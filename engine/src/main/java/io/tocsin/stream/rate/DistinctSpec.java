package io.tocsin.stream.rate;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.time.Duration;

/**
 * Emits, at the end of each interval, the last event with an estimate of how many distinct values a
 * function gave, a whole number, as its metric, and the time the interval ended. Immutable.
 *
 * <p>The estimate's standard error is at most {@code error}: two estimates of three are within it,
 * nineteen of twenty within twice as much. It depends on nothing but the values. Values are told
 * apart as {@code PlainValue} says.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event opens an interval; intervals follow one another until one stays
 *       empty, which emits nothing; then the next event opens a new run.
 *   <dt>State
 *   <dd>a byte for each of {@code (1.04 / error)^2} registers, rounded up to a power of two: 4 KiB
 *       for an error of 0.02, at most 64 KiB; one event, one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} the event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>neither counts nor ends a run, as does an event whose value is null.
 * </dl>
 *
 * <p>Events without metric count like others.
 *
 * @param every length of an interval; from a microsecond to 100 years
 * @param error from {@link #LEAST_ERROR} to 0.25
 * @param value an event on which it throws ends here, counted, and enters nothing
 */
public record DistinctSpec(Duration every, double error, RuleFunction<EventFunction> value)
    implements OperatorSpec<Event, Event> {

  /** The error where none is named. */
  public static final double DEFAULT_ERROR = 0.02;

  public static final double LEAST_ERROR = 0.005;

  public DistinctSpec {
    Bounds.length("distinct", "every", every);
    if (!(error >= LEAST_ERROR && error <= 0.25)) {
      throw new IllegalArgumentException(
          "distinct: error must be from " + LEAST_ERROR + " to 0.25, was " + error);
    }
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new DistinctOperator(this, context);
  }
}
