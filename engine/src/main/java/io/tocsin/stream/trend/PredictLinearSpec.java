package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Emits each newest event with the metric that a straight line through the last {@code events}
 * predicts for {@code ahead} after its time. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. {@code every} is on
 *       the lane's clock.
 *   <dt>Order
 *   <dd>as they came, at once. An event older than the newest enters the line, if it is among the
 *       last, and emits nothing; of one time the later arrival is the newer.
 *   <dt>State
 *   <dd>the times and metrics of {@code events} events.
 *   <dt>Expired
 *   <dd>is skipped, as is an event without a metric or with an infinite one.
 * </dl>
 *
 * <p>The line is fitted by least squares, relative to the newest time, and needs two distinct
 * times; until then nothing is emitted. What emits nothing is no loss. The metric is floating, and
 * absent when the line is too steep for a double. Not split by host: put it into a {@code by}.
 *
 * @param events from 2 to {@link #MAX_EVENTS}
 * @param ahead from zero to 100 years
 * @param every time between two predictions at least; zero for one with each event
 */
public record PredictLinearSpec(int events, Duration ahead, Duration every)
    implements OperatorSpec<Event, Event> {

  /** Events a line is fitted to at most; each prediction looks at all. */
  public static final int MAX_EVENTS = 10_000;

  public PredictLinearSpec {
    if (events < 2 || events > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "predictLinear: events must be from 2 to " + MAX_EVENTS + ", was " + events);
    }
    if (!ahead.isZero()) {
      Bounds.length("predictLinear", "ahead", ahead);
    }
    if (!every.isZero()) {
      Bounds.length("predictLinear", "every", every);
    }
  }

  /** Events are kept, the newest if they are too many now. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new PredictLinearOperator(this, context);
  }
}
