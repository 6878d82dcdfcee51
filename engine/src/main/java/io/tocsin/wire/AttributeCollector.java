package io.tocsin.wire;

import io.tocsin.event.Attributes;
import io.tocsin.event.EventBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the attributes of one event after another, with one rule for names that are fields'.
 *
 * <p>Attributes named tags, time, ttl or metric are left out. Those named host, service, state or
 * description stand in for the field when the event has none, and are left out when it has; Riemann
 * lets them overwrite it. Of two of one name the later counts. Confined to one thread.
 */
public final class AttributeCollector {

  private static final int HOST = 0;
  private static final int SERVICE = 1;
  private static final int STATE = 2;
  private static final int DESCRIPTION = 3;
  private static final int LEFT_OUT = 4;
  private static final int PLAIN = 5;

  private String[] flat = new String[16];
  private int length;
  private final @Nullable String[] standIns = new String[4];
  private boolean hasStandIns;

  /** Adds an attribute to those of the event at hand. */
  public void add(String name, String value) {
    int meaning = meaning(name);
    if (meaning == PLAIN) {
      if (length == flat.length) {
        flat = Arrays.copyOf(flat, 2 * length);
      }
      flat[length++] = name;
      flat[length++] = value;
    } else if (meaning != LEFT_OUT) {
      standIns[meaning] = value;
      hasStandIns = true;
    }
  }

  /**
   * The value an attribute gives a field that is absent; null when there is none.
   *
   * @param field host, service, state or description
   */
  public @Nullable String standIn(String field) {
    return hasStandIns ? standIns[meaning(field)] : null;
  }

  /** Whether any attribute stands in for a field. */
  public boolean hasStandIns() {
    return hasStandIns;
  }

  /** Gives the builder what was gathered, and forgets it. */
  public void moveTo(EventBuilder event) {
    if (length > 0) {
      event.attributes(Attributes.ofPairs(flat, length));
    }
    clear();
  }

  /** Forgets what was gathered. */
  public void clear() {
    length = 0;
    if (hasStandIns) {
      Arrays.fill(standIns, null);
      hasStandIns = false;
    }
  }

  private static int meaning(String name) {
    return switch (name) {
      case "host" -> HOST;
      case "service" -> SERVICE;
      case "state" -> STATE;
      case "description" -> DESCRIPTION;
      case "tags", "time", "ttl", "metric" -> LEFT_OUT;
      default -> PLAIN;
    };
  }
}
