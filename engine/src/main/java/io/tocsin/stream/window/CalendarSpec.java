package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Puts each event into the one hour, day, week or month of a zone its time falls in, and emits it
 * as a batch when it closes. Immutable.
 *
 * <p>A day is from the first moment of its date to that of the next, whether it has 23, 24 or 25
 * hours. Hours begin when the zone's clocks show a full one, and when they are changed: a change by
 * half an hour makes windows of half an hour.
 *
 * <dl>
 *   <dt>Time
 *   <dd>event time; now for an event without time or one too far in the future. A window closes
 *       when an event's time, or now, reaches its end plus {@code lateness}, so that it also closes
 *       when nothing more arrives.
 *   <dt>Order
 *   <dd>windows leave in the order of their time, the events of one in the order of their arrival.
 *   <dt>State
 *   <dd>the events of the windows not yet closed, at most {@link TumblingSpec#MAX_EVENTS}; one
 *       timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#LATE} an event whose window has closed; {@link DropReason#BUFFER_FULL} an
 *       event beyond the bound; {@link DropReason#UNFINISHED} each event held when the operator is
 *       discarded.
 *   <dt>Expired
 *   <dd>is in the window like any other event.
 * </dl>
 *
 * <p>With {@code empty}, windows in which nothing happened are emitted too, as {@link TumblingSpec}
 * does.
 *
 * @param unit hour, day, week or month
 * @param zone whose calendar counts
 * @param weekStarts the first day of a week; of no consequence for other units
 * @param lateness how long a window stays open beyond its end; from zero to 100 years
 * @param empty whether empty windows are emitted
 */
public record CalendarSpec(
    CalendarUnit unit, ZoneId zone, DayOfWeek weekStarts, Duration lateness, boolean empty)
    implements OperatorSpec<Event, Batch> {

  public CalendarSpec {
    Bounds.lengthOrZero(verb(unit), "lateness", lateness);
  }

  /** Weeks from Monday, with the default lateness; empty windows are left out. */
  public CalendarSpec(CalendarUnit unit, ZoneId zone) {
    this(unit, zone, DayOfWeek.MONDAY, TumblingSpec.DEFAULT_LATENESS, false);
  }

  /** Open windows are kept while their borders are the same and the same folds follow. */
  @Override
  public Object stateShape(StageSpec at) {
    return List.of(unit, zone, weekStarts, Content.of(at));
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    Borders borders =
        unit == CalendarUnit.HOUR ? new HourBorders(zone) : new DateBorders(unit, zone, weekStarts);
    return new TumblingOperator(borders, Bounds.micros(lateness), empty, context);
  }

  private static String verb(CalendarUnit unit) {
    return unit == CalendarUnit.DAY ? "daily" : unit.name().toLowerCase(Locale.ROOT) + "ly";
  }
}
