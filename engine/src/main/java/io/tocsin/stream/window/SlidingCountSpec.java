package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;

/**
 * Emits, for every event, a batch of the last {@code events} events with it; fewer while fewer have
 * come. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none; a batch stands for the moment its last event arrived.
 *   <dt>Order
 *   <dd>of arrival, the oldest first.
 *   <dt>State
 *   <dd>at most {@code events} events; each event costs a copy of them, but where only folds follow
 *       that can be kept up as events come and go ({@link io.tocsin.fold.Fold#slidingAccumulator}).
 *   <dt>Expired
 *   <dd>counts like any other event.
 * </dl>
 *
 * @param events in a batch at most; from 1 to {@link #MAX_EVENTS}
 */
public record SlidingCountSpec(int events) implements OperatorSpec<Event, Batch> {

  public static final int MAX_EVENTS = 1_000_000;

  public SlidingCountSpec {
    Bounds.fromOne("sliding", "events", events, MAX_EVENTS);
  }

  /**
   * What the window holds is kept; what is too much for a smaller one leaves with the next event.
   */
  @Override
  public Object stateShape(StageSpec at) {
    return Content.sliding(at);
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new SlidingCountOperator(events, context);
  }
}
