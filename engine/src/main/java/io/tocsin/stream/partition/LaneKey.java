package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.event.KeyHash;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The field that decides which of several lanes an event belongs to. Immutable, compared by its
 * name; the same value always gives the same lane, in every process.
 */
public final class LaneKey {

  /** By whom events are told apart when nobody says otherwise. */
  public static final LaneKey HOST = new LaneKey("host");

  /** Lanes by key that a hub may have. */
  public static final int MOST_LANES = 64;

  private static final Set<String> FIELDS = Set.of("host", "service", "state");

  private final String field;
  private final FieldReader reader;

  private LaneKey(String field) {
    this.field = field;
    this.reader = FieldReader.named(field);
  }

  /**
   * A key.
   *
   * @param field host, service, state or an attribute's name
   * @throws IllegalArgumentException for any other field: it is no name of anything
   */
  public static LaneKey of(String field) {
    String plain = EventFields.plainName(field);
    if (plain.isEmpty() || (EventFields.isField(plain) && !FIELDS.contains(plain))) {
      throw new IllegalArgumentException(
          "lanes: by must be host, service, state or an attribute, was '" + field + "'");
    }
    return new LaneKey(plain);
  }

  /** The field's name, an attribute's without {@code attr:} where it needs none. */
  public String field() {
    return field;
  }

  /**
   * Which of so many lanes an event belongs to, from 0; an event without the field to the first.
   *
   * @param lanes at least 1
   */
  public int laneOf(Event event, int lanes) {
    @Nullable Object value = reader.of(event);
    return value == null ? 0 : Math.floorMod(KeyHash.plain(value, null), lanes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LaneKey key && field.equals(key.field);
  }

  @Override
  public int hashCode() {
    return field.hashCode();
  }

  @Override
  public String toString() {
    return field;
  }
}
