package io.tocsin.index;

import io.tocsin.event.Event;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A hash table of entries by host and service that needs no key objects. */
final class EntryTable {

  private static final int INITIAL_CAPACITY = 64;
  private static final int MAX_CAPACITY = 1 << 30;

  private @Nullable Entry[] buckets = new Entry[INITIAL_CAPACITY];
  private int size;

  static int hash(@Nullable String host, @Nullable String service) {
    // Hashes of numbered names differ by little: a large factor keeps the sums apart, and the rest
    // spreads them into the low bits, which choose the bucket.
    int hash = 0x9E3779B9 * Objects.hashCode(host) + Objects.hashCode(service);
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    return hash ^ (hash >>> 13);
  }

  int size() {
    return size;
  }

  @Nullable Entry find(int hash, @Nullable String host, @Nullable String service) {
    for (Entry e = buckets[hash & (buckets.length - 1)]; e != null; e = e.next) {
      if (e.hash == hash && isOf(e.event, host, service)) {
        return e;
      }
    }
    return null;
  }

  /** Adds an entry of a host and service that has none. */
  void add(Entry entry) {
    if (size >= buckets.length / 4 * 3 && buckets.length < MAX_CAPACITY) {
      grow();
    }
    link(entry);
    size++;
  }

  /** Removes an entry that is in the table. */
  void remove(Entry entry) {
    int bucket = entry.hash & (buckets.length - 1);
    Entry before = null;
    for (Entry e = buckets[bucket]; e != entry; e = Objects.requireNonNull(e.next)) {
      before = e;
    }
    if (before == null) {
      buckets[bucket] = entry.next;
    } else {
      before.next = entry.next;
    }
    entry.next = null;
    size--;
  }

  private void grow() {
    Entry[] old = buckets;
    buckets = new Entry[old.length * 2];
    for (Entry first : old) {
      Entry e = first;
      while (e != null) {
        Entry after = e.next;
        link(e);
        e = after;
      }
    }
  }

  private void link(Entry entry) {
    int bucket = entry.hash & (buckets.length - 1);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
  }

  private static boolean isOf(Event event, @Nullable String host, @Nullable String service) {
    return Objects.equals(event.getService(), service) && Objects.equals(event.getHost(), host);
  }
}
