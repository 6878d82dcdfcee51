package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.Partition;
import io.tocsin.stream.PartitionSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each key a copy of the children of its own. Immutable.
 *
 * <p>The key is made of fields or by a function; null is a key like any other, and values are
 * compared as {@link PlainValue} says. A copy that got no event during {@code ttl} is closed: what
 * it holds is sent on or counted, its timers end, and the key's next event finds a fresh copy.
 *
 * <p>At {@code maxKeys} an event of a new key is dropped. The copies there are stay: closing the
 * idlest instead would let a flood of random keys wipe out the state of all the others.
 *
 * <dl>
 *   <dt>Time
 *   <dd>idleness is measured on the lane's clock; an event at exactly {@code ttl} finds a fresh
 *       copy.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>one copy of the children for each key, one timer for all.
 *   <dt>Drops
 *   <dd>{@link DropReason#KEY_LIMIT} for an event of a new key beyond {@code maxKeys}, and of one
 *       made to collide with many others.
 *   <dt>Expired
 *   <dd>goes to its key's copy like any other event.
 * </dl>
 *
 * @param fields names of fields or attributes; empty when there is a function
 * @param key the function, null when there are fields; an event on which it throws ends here,
 *     counted
 * @param ttl how long a copy may be idle, from a microsecond to 100 years
 * @param maxKeys copies kept at most, at least 1
 */
public record BySpec(
    List<String> fields, @Nullable RuleFunction<EventFunction> key, Duration ttl, int maxKeys)
    implements PartitionSpec<Event> {

  /** How long a copy may be idle when the rule does not say. */
  public static final Duration DEFAULT_TTL = Duration.ofHours(1);

  /** How many copies there may be when the rule does not say. */
  public static final int DEFAULT_MAX_KEYS = 100_000;

  public BySpec {
    fields = List.copyOf(fields);
    if (fields.isEmpty() == (key == null)) {
      throw new IllegalArgumentException("by: needs either fields or a function");
    }
    if (fields.contains("")) {
      throw new IllegalArgumentException("by: field must have a name");
    }
    Bounds.length("by", "ttl", ttl);
    Bounds.atLeastOne("by", "maxKeys", maxKeys);
  }

  /** By fields, with the default bounds. */
  public static BySpec of(String... fields) {
    return new BySpec(List.of(fields), null, DEFAULT_TTL, DEFAULT_MAX_KEYS);
  }

  /** By a function, with the default bounds. */
  public static BySpec of(RuleFunction<EventFunction> key) {
    return new BySpec(List.of(), key, DEFAULT_TTL, DEFAULT_MAX_KEYS);
  }

  /** The same with another bound on idleness. */
  public BySpec withTtl(Duration value) {
    return new BySpec(fields, key, value, maxKeys);
  }

  /** The same with another bound on keys. */
  public BySpec withMaxKeys(int value) {
    return new BySpec(fields, key, ttl, value);
  }

  /** The bounds may change: they hold for what comes. */
  @Override
  public Object stateShape(StageSpec at) {
    return key == null ? fields : key;
  }

  @Override
  public Partition<Event> create(OperatorContext<Event> context) {
    FieldReader[] readers = fields.stream().map(FieldReader::named).toArray(FieldReader[]::new);
    return new ByOperator(
        context,
        new ForkTable<>(context, ttl, maxKeys),
        readers,
        key == null ? null : key.function());
  }
}
