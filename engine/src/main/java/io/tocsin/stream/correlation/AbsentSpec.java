package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of each key that nothing comes any more, and that it comes again. What comes is not passed
 * on. Immutable.
 *
 * <p>The event is the key's last, with the state {@code absent}, {@code returned} or {@code first
 * seen}; that of an absent key has now as its time and a description of its own. A key that was
 * expected and never came has an event of its key's fields only.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival, on the lane's clock; the events' own times do not matter. A key is absent when
 *       {@code within} has passed since it last came, and not before; what comes at that moment
 *       comes after it. A key that is expected counts from the moment the rules are put in force.
 *   <dt>Order
 *   <dd>{@code returned} and {@code first seen} at once; {@code absent} in the order they are due.
 *   <dt>State
 *   <dd>the last event and a timer for each key.
 *   <dt>Drops
 *   <dd>{@link DropReason#KEY_LIMIT} for an event of a new key beyond {@code maxKeys}.
 *   <dt>Expired
 *   <dd>by state or age: has not come, whatever it says; it ends here.
 *   <dt>Closing
 *   <dd>says nothing; what was known is forgotten.
 * </dl>
 *
 * @param fields names of fields or attributes that make the key, at least one; absent is a value
 * @param within from a microsecond to 100 years
 * @param firstSeen whether the first arrival of a key is told
 * @param expected keys that are waited for from the beginning and never forgotten, each with a
 *     value for each field; at most {@code maxKeys}
 * @param ttl how long an absent key is remembered, from a microsecond to 100 years; after that its
 *     next arrival is its first
 * @param maxKeys at least 1
 */
public record AbsentSpec(
    List<String> fields,
    Duration within,
    boolean firstSeen,
    List<List<@Nullable Object>> expected,
    Duration ttl,
    int maxKeys)
    implements OperatorSpec<Event, Event> {

  /** How long an absent key is remembered when the rule does not say. */
  public static final Duration DEFAULT_TTL = Duration.ofDays(2);

  /** How many keys there may be when the rule does not say. */
  public static final int DEFAULT_MAX_KEYS = 100_000;

  public AbsentSpec {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("absent: needs at least one field");
    }
    Keys.requireNames("absent", fields);
    Bounds.length("absent", "within", within);
    Bounds.length("absent", "ttl", ttl);
    List<String> names = fields;
    expected = expected.stream().map(key -> asEventsHaveIt(names, key)).distinct().toList();
    if (maxKeys < 1 || maxKeys < expected.size()) {
      throw new IllegalArgumentException(
          "absent: maxKeys must be at least " + Math.max(1, expected.size()) + ", was " + maxKeys);
    }
  }

  /** A written key: an attribute's 8080 is the text that events have. */
  private static List<@Nullable Object> asEventsHaveIt(
      List<String> fields, List<@Nullable Object> key) {
    if (key.size() != fields.size()) {
      throw new IllegalArgumentException(
          "absent: an expected key has a value for each of " + fields + ", was " + key);
    }
    return Collections.unmodifiableList(Keys.of(neverSeen(fields, Keys.plain(key)), fields));
  }

  /** By fields, with the defaults. */
  public static AbsentSpec of(Duration within, String... fields) {
    return new AbsentSpec(List.of(fields), within, false, List.of(), DEFAULT_TTL, DEFAULT_MAX_KEYS);
  }

  /** An event of nothing but a key. */
  static Event neverSeen(List<String> fields, List<@Nullable Object> key) {
    var event = Event.builder();
    for (int i = 0; i < fields.size(); i++) {
      event.set(Collections.singletonMap(fields.get(i), key.get(i)));
    }
    return event.build();
  }

  /**
   * Who was heard of when is kept; a new length holds from the next look on. Who is expected
   * besides is waited for from now on; who is expected no more is forgotten like others, at once if
   * never seen.
   */
  @Override
  public Object stateShape(StageSpec at) {
    return fields;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return new AbsentOperator(this, context);
  }
}
