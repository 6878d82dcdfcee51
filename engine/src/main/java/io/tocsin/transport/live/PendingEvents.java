package io.tocsin.transport.live;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for one client, bounded in bytes. Thread-safe.
 *
 * <p>Conflating, an event takes the place of one of the same host and service that still waits, so
 * that a client that lags behind sees the latest of each.
 */
final class PendingEvents {

  private record Key(@Nullable String host, @Nullable String service) {}

  private final int maxBytes;
  private final boolean conflating;
  private final Map<Object, Event> waiting = new LinkedHashMap<>();
  private long bytes;
  private long number;
  private long replaced;

  PendingEvents(int maxBytes, boolean conflating) {
    this.maxBytes = maxBytes;
    this.conflating = conflating;
  }

  /** Adds an event; false, and nothing more is kept, when there is no room for it. */
  synchronized boolean add(Event event) {
    Object key = conflating ? new Key(event.getHost(), event.getService()) : (Object) number++;
    Event before = waiting.put(key, event);
    bytes += EventWeight.of(event);
    if (before != null) {
      bytes -= EventWeight.of(before);
      replaced++;
    }
    if (bytes > maxBytes) {
      clear();
      return false;
    }
    return true;
  }

  /** The one that has waited longest, null when there is none. */
  synchronized @Nullable Event poll() {
    Iterator<Event> each = waiting.values().iterator();
    if (!each.hasNext()) {
      return null;
    }
    Event first = each.next();
    each.remove();
    bytes -= EventWeight.of(first);
    return first;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized void clear() {
    waiting.clear();
    bytes = 0;
  }

  /** How many were replaced since this was asked last. */
  synchronized long takeReplaced() {
    long taken = replaced;
    replaced = 0;
    return taken;
  }
}
