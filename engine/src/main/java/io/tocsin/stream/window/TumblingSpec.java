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
import java.util.List;

/**
 * Puts each event into the one window its time falls in, and emits a window as a batch when it
 * closes. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. A window closes
 *       when an event's time, or now, reaches its end plus {@code lateness}, so that it also closes
 *       when nothing more arrives.
 *   <dt>Order
 *   <dd>windows leave in the order of their time, the events of one in the order of their arrival.
 *   <dt>State
 *   <dd>the events of the windows not yet closed, at most {@link #MAX_EVENTS}; one timer. Where
 *       only folds follow that can be kept up event by event ({@link
 *       io.tocsin.fold.Fold#accumulator}), no events but what these keep, for at most {@link
 *       #MAX_EVENTS} windows.
 *   <dt>Drops
 *   <dd>{@link DropReason#LATE} an event whose window has closed; {@link DropReason#BUFFER_FULL} an
 *       event beyond the bound; {@link DropReason#UNFINISHED} each event held when the operator is
 *       discarded.
 *   <dt>Expired
 *   <dd>is in the window like any other event.
 * </dl>
 *
 * <p>Events without metric are events like others. With {@code empty}, windows in which nothing
 * happened are emitted too, from the first event on, but at most {@link #MAX_EMPTY} in a row; then
 * the next event opens the next window.
 *
 * @param length of a window; from a microsecond to 100 years
 * @param lateness how long a window stays open beyond its end; from zero to 100 years
 * @param aligned whether windows start at multiples of {@code length} since the epoch; otherwise
 *     they are counted from the first event's time, back and forth
 * @param empty whether empty windows are emitted
 */
public record TumblingSpec(Duration length, Duration lateness, boolean aligned, boolean empty)
    implements OperatorSpec<Event, Batch> {

  /** Events that all open windows of an operator hold at most; windows, where none are held. */
  public static final int MAX_EVENTS = 1_000_000;

  /** Empty windows emitted in a row at most. */
  public static final int MAX_EMPTY = 1000;

  /** The lateness where none is named. */
  public static final Duration DEFAULT_LATENESS = Duration.ofSeconds(1);

  public TumblingSpec {
    Bounds.length("tumbling", "length", length);
    Bounds.lengthOrZero("tumbling", "lateness", lateness);
  }

  /** Aligned windows with the default lateness; empty ones are left out. */
  public TumblingSpec(Duration length) {
    this(length, DEFAULT_LATENESS, true, false);
  }

  /** Open windows are kept while the length is the same and the same folds follow. */
  @Override
  public Object stateShape(StageSpec at) {
    return List.of(length, aligned, Content.of(at));
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    Borders borders = new FixedBorders(Bounds.micros(length), aligned);
    return new TumblingOperator(borders, Bounds.micros(lateness), empty, context);
  }
}
