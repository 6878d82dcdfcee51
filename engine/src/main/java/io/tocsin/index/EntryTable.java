package io.tocsin.index;

import io.tocsin.event.Event;
import io.tocsin.event.KeyHash;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of entries by host and service that needs no key objects. When many keys collide,
 * which is somebody's intent, it goes over to hashes that nobody can foresee.
 */
final class EntryTable {

  private static final int INITIAL_CAPACITY = 64;
  private static final int MAX_CAPACITY = 1 << 30;

  private @Nullable Entry[] buckets = new Entry[INITIAL_CAPACITY];
  private int size;
  private boolean keyed;

  /** Empty but during a call. */
  private @Nullable Entry[] ahead = {};

  private int hash(@Nullable String host, @Nullable String service) {
    return keyed ? KeyHash.keyed(host, service) : KeyHash.plain(host, service);
  }

  int size() {
    return size;
  }

  @Nullable Entry find(@Nullable String host, @Nullable String service) {
    int hash = hash(host, service);
    for (Entry e = buckets[hash & (buckets.length - 1)]; e != null; e = e.next) {
      if (e.hash == hash && isOf(e, host, service)) {
        return e;
      }
    }
    return null;
  }

  /** Reads what {@link #find} and an update will look at for some events. */
  int foresee(List<Event> events) {
    int count = events.size();
    if (count > ahead.length) {
      ahead = new Entry[count];
    }
    for (int i = 0; i < count; i++) {
      Event event = events.get(i);
      int hash = hash(event.getHost(), event.getService());
      ahead[i] = buckets[hash & (buckets.length - 1)];
    }
    int read = 0;
    for (int i = 0; i < count; i++) {
      // The first field and the last: an entry may be on two lines of memory.
      Entry entry = ahead[i];
      read += entry == null ? 0 : entry.hash + (entry.after == null ? 0 : 1);
    }
    for (int i = 0; i < count; i++) {
      Entry entry = ahead[i];
      String host = entry == null ? null : entry.hostGroup.name();
      read += host == null ? 0 : host.length();
      ahead[i] = null;
    }
    return read;
  }

  /** Adds an entry of a host and service that has none. */
  void add(Entry entry) {
    if (size >= buckets.length / 4 * 3 && buckets.length < MAX_CAPACITY) {
      relink(buckets.length * 2);
    }
    entry.hash = hash(entry.event.getHost(), entry.event.getService());
    link(entry);
    size++;
    if (!keyed && chainAt(entry.hash & (buckets.length - 1)) > KeyHash.LONGEST_CHAIN) {
      goKeyed();
    }
  }

  private void goKeyed() {
    keyed = true;
    for (Entry first : buckets) {
      for (Entry e = first; e != null; e = e.next) {
        e.hash = hash(e.event.getHost(), e.event.getService());
      }
    }
    relink(buckets.length);
  }

  private int chainAt(int bucket) {
    int length = 0;
    for (Entry e = buckets[bucket]; e != null; e = e.next) {
      length++;
    }
    return length;
  }

  /** Entries that the slowest search may look at. */
  int longestChain() {
    int longest = 0;
    for (int i = 0; i < buckets.length; i++) {
      longest = Math.max(longest, chainAt(i));
    }
    return longest;
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

  private void relink(int length) {
    Entry[] old = buckets;
    buckets = new Entry[length];
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

  private static boolean isOf(Entry e, @Nullable String host, @Nullable String service) {
    return Objects.equals(e.serviceGroup.name(), service)
        && Objects.equals(e.hostGroup.name(), host);
  }
}
