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
 * Emits a batch of the events between two silences: those whose times are less than {@code gap}
 * apart. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. A session closes
 *       when an event's time, or now, reaches its last time plus {@code gap} and {@code lateness},
 *       so that it also closes when nothing more arrives. Its batch is from the first time to the
 *       last plus {@code gap}.
 *   <dt>Order
 *   <dd>sessions leave in the order of their time, the events of one in the order of their arrival;
 *       a late event that joins two sessions puts the events of the earlier one first.
 *   <dt>State
 *   <dd>the events of the sessions not yet closed, at most {@link #MAX_EVENTS}; one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#LATE} an event that is in no open session, and whose own would have
 *       closed; {@link DropReason#BUFFER_FULL} an event beyond the bound; {@link
 *       DropReason#UNFINISHED} each event held when the operator is discarded.
 *   <dt>Expired
 *   <dd>is in the session, and goes on with it, like any other event.
 * </dl>
 *
 * <p>Events without metric are events like others. Not split by host: put it into a {@code by}.
 *
 * @param gap silence that ends a session; from a microsecond to 100 years
 * @param lateness how long a session stays open beyond its end; from zero to 100 years
 */
public record SessionSpec(Duration gap, Duration lateness) implements OperatorSpec<Event, Batch> {

  /** Events that all open sessions of an operator hold at most. */
  public static final int MAX_EVENTS = 1_000_000;

  public SessionSpec {
    Bounds.length("session", "gap", gap);
    Bounds.lengthOrZero("session", "lateness", lateness);
  }

  /** With the default lateness. */
  public SessionSpec(Duration gap) {
    this(gap, TumblingSpec.DEFAULT_LATENESS);
  }

  /** Open sessions are kept while the gap is the same. */
  @Override
  public Object stateShape(StageSpec at) {
    return gap;
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new SessionOperator(Bounds.micros(gap), Bounds.micros(lateness), MAX_EVENTS, context);
  }
}
