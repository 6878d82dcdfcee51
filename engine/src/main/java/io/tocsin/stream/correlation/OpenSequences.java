package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sequences that have begun, in the order they did: all of them, and those of each key. Each is a
 * link of both chains, so that it comes and goes in constant time. Confined to one lane.
 */
final class OpenSequences {

  /** One sequence that has begun; compared by identity. */
  static final class Open {
    private final @Nullable Object key;
    private final long begunMicros;
    private final List<Event> events = new ArrayList<>(2);
    private @Nullable Open older;
    private @Nullable Open newer;
    private @Nullable Open olderOfKey;
    private @Nullable Open newerOfKey;

    private Open(@Nullable Object key, long begunMicros) {
      this.key = key;
      this.begunMicros = begunMicros;
    }

    long begunMicros() {
      return begunMicros;
    }

    /** Its events so far; the owner adds to them. */
    List<Event> events() {
      return events;
    }

    @Nullable Object key() {
      return key;
    }

    /** The next that began. */
    @Nullable Open next() {
      return newer;
    }

    /** The next that began with the same key. */
    @Nullable Open nextOfKey() {
      return newerOfKey;
    }
  }

  /** The chain of a key, while it has any. */
  private static final class OfKey {
    private @Nullable Open oldest;
    private @Nullable Open newest;
  }

  private final Map<@Nullable Object, OfKey> byKey = new HashMap<>();
  private @Nullable Open oldest;
  private @Nullable Open newest;
  private int size;

  int size() {
    return size;
  }

  /** The one that began first. */
  @Nullable Open oldest() {
    return oldest;
  }

  /** The one of a key that began first. */
  @Nullable Open oldest(@Nullable Object key) {
    OfKey ofKey = byKey.get(key);
    return ofKey == null ? null : ofKey.oldest;
  }

  /** Begins one. */
  Open add(@Nullable Object key, long begunMicros) {
    Open open = new Open(key, begunMicros);
    open.older = newest;
    if (newest == null) {
      oldest = open;
    } else {
      newest.newer = open;
    }
    newest = open;
    OfKey ofKey = byKey.computeIfAbsent(key, k -> new OfKey());
    open.olderOfKey = ofKey.newest;
    if (ofKey.newest == null) {
      ofKey.oldest = open;
    } else {
      ofKey.newest.newerOfKey = open;
    }
    ofKey.newest = open;
    size++;
    return open;
  }

  /** Forgets one that is there. */
  void remove(Open open) {
    if (open.older == null) {
      oldest = open.newer;
    } else {
      open.older.newer = open.newer;
    }
    if (open.newer == null) {
      newest = open.older;
    } else {
      open.newer.older = open.older;
    }
    removeOfKey(open);
    size--;
  }

  private void removeOfKey(Open open) {
    OfKey ofKey = byKey.get(open.key);
    if (open.olderOfKey == null) {
      ofKey.oldest = open.newerOfKey;
    } else {
      open.olderOfKey.newerOfKey = open.newerOfKey;
    }
    if (open.newerOfKey == null) {
      ofKey.newest = open.olderOfKey;
    } else {
      open.newerOfKey.olderOfKey = open.olderOfKey;
    }
    if (ofKey.oldest == null) {
      byKey.remove(open.key);
    }
  }
}
