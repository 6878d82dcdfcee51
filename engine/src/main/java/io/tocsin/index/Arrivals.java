package io.tocsin.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries in the order their hosts and services came, and who walks along them. An entry that
 * goes takes a walker that stands at it one further, so that none loses its way.
 */
final class Arrivals {

  private final List<Walker> walkers = new ArrayList<>();
  private @Nullable Entry first;
  private @Nullable Entry last;

  void add(Entry entry, long version) {
    entry.version = version;
    entry.before = last;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
  }

  void remove(Entry entry) {
    // From the last on: one that comes to its end so takes itself out.
    for (int i = walkers.size() - 1; i >= 0; i--) {
      walkers.get(i).leave(entry);
    }
    if (entry.before == null) {
      first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
    entry.before = null;
    entry.after = null;
  }

  @Nullable Entry first() {
    return first;
  }

  @Nullable Entry last() {
    return last;
  }

  void begin(Walker walker) {
    walkers.add(walker);
  }

  void end(Walker walker) {
    walkers.remove(walker);
  }
}
