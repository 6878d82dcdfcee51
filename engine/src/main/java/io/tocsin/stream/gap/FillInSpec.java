package io.tocsin.stream.gap;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emits all events, and one with given fields whenever none came for an interval. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event starts it; an event put in has time now, a whole number of
 *       intervals after the last arrival. An event at the very moment comes too late to prevent
 *       one.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>a few numbers, one timer.
 *   <dt>Expired
 *   <dd>goes on like any other event, and nothing is put in until the next live one.
 * </dl>
 *
 * <p>After {@code times} events put in, too, it waits for the next live event. Events without
 * metric are events like others.
 *
 * @param interval from a millisecond to 100 years
 * @param fields of the event put in, at least one; time is replaced
 * @param times events put in during one silence at most; from 1 to {@link #MAX_TIMES}
 */
public record FillInSpec(
    Duration interval, Map<String, ? extends @Nullable Object> fields, int times)
    implements OperatorSpec<Event, Event> {

  public static final int MAX_TIMES = 1_000_000;

  public FillInSpec {
    Fillers.check("fillIn", interval, times);
    fields = Fillers.checkedCopy("fillIn", fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("fillIn: needs at least one field");
    }
  }

  /** Fills a day of silence. */
  public FillInSpec(Duration interval, Map<String, ? extends @Nullable Object> fields) {
    this(interval, fields, Fillers.ofADay(interval));
  }

  /** A silence goes on; a new interval counts from the last event that came or was put in. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    Event filler = Event.of(fields);
    return new FillInOperator(context, interval, times, last -> filler.toBuilder());
  }
}
