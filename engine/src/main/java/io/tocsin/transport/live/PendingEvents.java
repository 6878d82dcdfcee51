package io.tocsin.transport.live;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for one client, in their order, bounded in bytes. Thread-safe.
 *
 * <p>All are kept until the bound is reached. One that conflates then keeps the latest of each host
 * and service, in the place of the one that waited longest, until the client has caught up; so a
 * client that lags behind sees the latest of each. One that does not is full.
 *
 * <p>The bound is lower, {@link #SURE_BYTES}, while {@link Crowd all clients} together have too
 * much waiting.
 */
final class PendingEvents {

  /** So much may wait for a client however much waits for others. */
  static final int SURE_BYTES = 1 << 20;

  private record Key(@Nullable String host, @Nullable String service) {}

  private final int maxBytes;
  private final int sureBytes;
  private final boolean conflating;
  private final Crowd crowd;

  /** What waits longest; of each host and service the latest. */
  private final Map<Key, Event> latest = new LinkedHashMap<>();

  /** What came after that. */
  private final Queue<Event> queue = new ArrayDeque<>();

  private boolean lagging;
  private boolean closed;
  private long bytes;
  private long replaced;

  PendingEvents(int maxBytes, boolean conflating, Crowd crowd) {
    this.maxBytes = maxBytes;
    this.sureBytes = Math.min(maxBytes, SURE_BYTES);
    this.conflating = conflating;
    this.crowd = crowd;
  }

  /** Adds an event; false, and nothing more is kept, when there is no room for it. */
  synchronized boolean add(Event event) {
    if (closed) {
      return true;
    }
    weigh(EventWeight.of(event));
    if (lagging) {
      replace(event);
    } else {
      queue.add(event);
    }
    if (isFull() && conflating && !lagging) {
      lagging = true;
      queue.forEach(this::replace);
      queue.clear();
    }
    if (conflating ? bytes > maxBytes : isFull()) {
      clear();
      return false;
    }
    return true;
  }

  private boolean isFull() {
    return bytes > maxBytes || (bytes > sureBytes && crowd.isTooLarge());
  }

  private void replace(Event event) {
    Event before = latest.put(new Key(event.getHost(), event.getService()), event);
    if (before != null) {
      weigh(-EventWeight.of(before));
      replaced++;
    }
  }

  private void weigh(long more) {
    bytes += more;
    crowd.weigh(more);
  }

  /** The one that has waited longest, null when there is none. */
  synchronized @Nullable Event poll() {
    Event first;
    Iterator<Event> each = latest.values().iterator();
    if (each.hasNext()) {
      first = each.next();
      each.remove();
    } else {
      first = queue.poll();
    }
    if (first != null) {
      weigh(-EventWeight.of(first));
      // Not as soon as there is room: going through the queue for each event would take long.
      lagging &= bytes > sureBytes / 2;
    }
    return first;
  }

  synchronized boolean isEmpty() {
    return latest.isEmpty() && queue.isEmpty();
  }

  /** Forgets all, and keeps nothing that comes. */
  synchronized void close() {
    closed = true;
    clear();
  }

  private void clear() {
    latest.clear();
    queue.clear();
    weigh(-bytes);
  }

  /** How many were replaced since this was asked last. */
  synchronized long takeReplaced() {
    long taken = replaced;
    replaced = 0;
    return taken;
  }
}
