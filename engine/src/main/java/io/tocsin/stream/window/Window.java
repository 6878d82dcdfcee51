package io.tocsin.stream.window;

import io.tocsin.event.Batch;
import io.tocsin.fold.Gathering;

/** A window that is open: what came from {@code start} on, and before {@code end}. */
final class Window extends Gathering {

  final long start;
  final long end;

  /**
   * An empty one.
   *
   * @param expected events to make room for, if they are held
   */
  Window(long start, long end, Kind kind, int expected) {
    super(kind, expected);
    this.start = start;
    this.end = end;
  }

  boolean covers(long time) {
    return time >= start && time < end;
  }

  /** All of it; nothing is to be added after that. */
  Batch batch() {
    return batch(start, end);
  }
}
