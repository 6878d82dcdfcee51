package io.tocsin.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All groups by host, or by service, sorted by name; the absent name comes first. */
final class Groups {

  private final boolean byHost;
  private final NavigableMap<@Nullable String, Group> groups =
      new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));

  Groups(boolean byHost) {
    this.byHost = byHost;
  }

  /** The group of a name, made if there is none. */
  Group of(@Nullable String name) {
    Group group = groups.get(name);
    if (group == null) {
      group = new Group(name, byHost);
      groups.put(name, group);
    }
    return group;
  }

  /** Takes an entry out of its group, and drops the group when that was the last. */
  void remove(Group group, Entry entry) {
    group.remove(entry);
    if (group.size() == 0) {
      groups.remove(group.name());
    }
  }

  /** The group of a name, none or one. */
  Collection<Group> exactly(@Nullable String name) {
    Group group = groups.get(name);
    return group == null ? List.of() : List.of(group);
  }

  /** The groups whose names begin with a text that is not empty. */
  Collection<Group> beginningWith(String prefix) {
    String end = afterAllBeginningWith(prefix);
    return end == null
        ? groups.tailMap(prefix, true).values()
        : groups.subMap(prefix, true, end, false).values();
  }

  Collection<Group> all() {
    return groups.values();
  }

  /** The first text after all that begin with a prefix; null when there is none. */
  private static @Nullable String afterAllBeginningWith(String prefix) {
    for (int i = prefix.length() - 1; i >= 0; i--) {
      char c = prefix.charAt(i);
      if (c < Character.MAX_VALUE) {
        return prefix.substring(0, i) + (char) (c + 1);
      }
    }
    return null;
  }
}
