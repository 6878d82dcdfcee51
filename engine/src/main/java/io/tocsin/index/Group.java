package io.tocsin.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one host, or of one service, in no particular order. Adding and removing take
 * constant time, because an entry knows its slot.
 */
final class Group {

  private static final int SHRINK_ABOVE = 16;

  private final @Nullable String name;
  private final boolean byHost;
  private Entry[] members = new Entry[1];
  private int size;

  Group(@Nullable String name, boolean byHost) {
    this.name = name;
    this.byHost = byHost;
  }

  @Nullable String name() {
    return name;
  }

  int size() {
    return size;
  }

  Entry get(int slot) {
    return members[slot];
  }

  void add(Entry entry) {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    place(entry, size++);
  }

  void remove(Entry entry) {
    int slot = byHost ? entry.hostSlot : entry.serviceSlot;
    Entry last = members[--size];
    place(last, slot);
    members[size] = null;
    if (members.length > SHRINK_ABOVE && size < members.length / 4) {
      members = Arrays.copyOf(members, members.length / 2);
    }
  }

  private void place(Entry entry, int slot) {
    members[slot] = entry;
    if (byHost) {
      entry.hostSlot = slot;
    } else {
      entry.serviceSlot = slot;
    }
  }
}
