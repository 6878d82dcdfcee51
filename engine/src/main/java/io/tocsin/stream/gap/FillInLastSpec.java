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
 * Emits all events, and the last one again, with some fields changed, whenever none came for an
 * interval. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival. The first event starts it; an event put in has time now, a whole number of
 *       intervals after the last arrival. An event at the very moment comes too late to prevent
 *       one.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>one event, one timer.
 *   <dt>Expired
 *   <dd>goes on like any other event, and nothing is put in until the next live one.
 * </dl>
 *
 * <p>After {@code times} events put in, too, it waits for the next live event. The last event is
 * the last to arrive, whatever its time and whatever its ttl.
 *
 * @param interval from a millisecond to 100 years
 * @param changes fields set in the last event, null removes; may be empty; time is replaced
 * @param times events put in during one silence at most; from 1 to {@link FillInSpec#MAX_TIMES}
 */
public record FillInLastSpec(
    Duration interval, Map<String, ? extends @Nullable Object> changes, int times)
    implements OperatorSpec<Event, Event> {

  public FillInLastSpec {
    Fillers.check("fillInLast", interval, times);
    changes = Fillers.checkedCopy("fillInLast", changes);
  }

  /** Fills a day of silence. */
  public FillInLastSpec(Duration interval, Map<String, ? extends @Nullable Object> changes) {
    this(interval, changes, Fillers.ofADay(interval));
  }

  /** A silence goes on; a new interval counts from the last event that came or was put in. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new FillInOperator(context, interval, times, last -> last.toBuilder().set(changes));
  }
}
