package io.tocsin.stream.window;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one operator that are open, by the start of each. Nearly always that is one, which
 * costs no more than itself. Confined to one lane.
 */
final class OpenWindows {

  /** The start of what is not there. */
  static final long NONE = Long.MAX_VALUE;

  private @Nullable Window only;

  /** Not empty; null while there are none, or only one. */
  private @Nullable TreeMap<Long, Window> several;

  boolean isEmpty() {
    return only == null && several == null;
  }

  /** The window that starts at a moment. */
  @Nullable Window at(long start) {
    if (several != null) {
      return several.get(start);
    }
    return only != null && only.start == start ? only : null;
  }

  /** Adds one whose start no other has. */
  void add(Window window) {
    if (isEmpty()) {
      only = window;
      return;
    }
    if (several == null) {
      several = new TreeMap<>();
    }
    if (only != null) {
      several.put(only.start, only);
      only = null;
    }
    several.put(window.start, window);
  }

  /** Takes the window that starts at a moment out, if there is one. */
  @Nullable Window remove(long start) {
    Window window = at(start);
    if (window != null) {
      if (several == null) {
        only = null;
      } else {
        several.remove(start);
        several = several.isEmpty() ? null : several;
      }
    }
    return window;
  }

  void clear() {
    only = null;
    several = null;
  }

  /** The earliest start. */
  long first() {
    if (several != null) {
      return several.firstKey();
    }
    return only == null ? NONE : only.start;
  }

  /** Whether all windows start before a moment. */
  boolean areBefore(long start) {
    if (several != null) {
      return several.lastKey() < start;
    }
    return only == null || only.start < start;
  }

  /** All of them, the earliest first. */
  Collection<Window> all() {
    if (several != null) {
      return several.values();
    }
    return only == null ? List.of() : List.of(only);
  }
}
