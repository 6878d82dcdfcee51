package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;

/**
 * Emits a batch of every {@code events} events; none is in two batches. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none; a batch stands for the moment its last event arrived, and a partial one waits for as
 *       long as it takes.
 *   <dt>Order
 *   <dd>of arrival.
 *   <dt>State
 *   <dd>fewer than {@code events} events.
 *   <dt>Drops
 *   <dd>{@link DropReason#UNFINISHED} each event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>counts like any other event.
 * </dl>
 *
 * @param events in one batch; from 1 to {@link #MAX_EVENTS}
 */
public record TumblingCountSpec(int events) implements OperatorSpec<Event, Batch> {

  public static final int MAX_EVENTS = 1_000_000;

  public TumblingCountSpec {
    Bounds.fromOne("tumbling", "events", events, MAX_EVENTS);
  }

  /** What the window holds is kept. */
  @Override
  public Object stateShape(StageSpec at) {
    return Content.of(at);
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new TumblingCountOperator(events, context);
  }
}
