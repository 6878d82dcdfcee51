package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.PlainValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first event of each key through, and no other until {@code within} has passed since.
 * Immutable.
 *
 * <p>The key is made of fields or by a function; null is a key like any other, and values are
 * compared as {@link PlainValue} says.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the lane's; an event at exactly {@code within} after the one let through is let through.
 *       Events that are dropped do not make it longer.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>a key and a time for each key let through within the time, at most {@code maxKeys}; the
 *       oldest is forgotten for a new one, so that its next event passes too early. No timer: what
 *       is too old goes when the next event comes.
 *   <dt>Drops
 *   <dd>{@link DropReason#DUPLICATE} for each event that is not let through.
 *   <dt>Expired
 *   <dd>is told from live ones of its key: the first passes, further ones do not.
 * </dl>
 *
 * @param fields names of fields or attributes; empty when there is a function
 * @param key the function, null when there are fields; an event on which it throws ends here,
 *     counted, and changes nothing
 * @param within from a microsecond to 100 years
 * @param maxKeys at least 1
 */
public record DedupeSpec(
    List<String> fields, @Nullable RuleFunction<EventFunction> key, Duration within, int maxKeys)
    implements OperatorSpec<Event, Event> {

  /** How many keys are known when the rule does not say. */
  public static final int DEFAULT_MAX_KEYS = 100_000;

  public DedupeSpec {
    fields = List.copyOf(fields);
    if (fields.isEmpty() == (key == null)) {
      throw new IllegalArgumentException("dedupe: needs either fields or a function");
    }
    if (fields.contains("")) {
      throw new IllegalArgumentException("dedupe: field must have a name");
    }
    Bounds.length("dedupe", "within", within);
    Bounds.atLeastOne("dedupe", "maxKeys", maxKeys);
  }

  /** What went through is remembered, for the new length; of too many the oldest are forgotten. */
  @Override
  public Object stateShape(StageSpec at) {
    return key == null ? fields : key;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new DedupeOperator(this, context);
  }
}
