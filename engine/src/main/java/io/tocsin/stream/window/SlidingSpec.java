package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;

/**
 * Emits, for every event, a batch of the events less than {@code length} older than the newest.
 * Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. The newest time
 *       seen ends the window: an event exactly {@code length} older is out of it. Nothing is
 *       emitted when nothing arrives.
 *   <dt>Order
 *   <dd>of arrival; an event out of order, but within the window, emits a batch like any other.
 *   <dt>State
 *   <dd>the events of the window, at most {@link #MAX_EVENTS}; each event costs a copy of them, but
 *       where only folds follow that can be kept up as events come and go ({@link
 *       io.tocsin.fold.Fold#slidingAccumulator}).
 *   <dt>Drops
 *   <dd>{@link DropReason#LATE} an arrival that is too old already; {@link DropReason#BUFFER_FULL}
 *       the event that came first, when the window is full.
 *   <dt>Expired
 *   <dd>is in the window like any other event.
 * </dl>
 *
 * @param length of the window; from a microsecond to 100 years
 */
public record SlidingSpec(Duration length) implements OperatorSpec<Event, Batch> {

  /** Events that a window holds at most. */
  public static final int MAX_EVENTS = 100_000;

  public SlidingSpec {
    Bounds.length("sliding", "length", length);
  }

  /**
   * What the window holds is kept; what is too old for a shorter one leaves with the next event.
   */
  @Override
  public Object stateShape(StageSpec at) {
    return Content.sliding(at);
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new SlidingOperator(Bounds.micros(length), MAX_EVENTS, context);
  }
}
