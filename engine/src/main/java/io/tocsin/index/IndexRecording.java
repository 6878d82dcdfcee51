package io.tocsin.index;

import io.tocsin.state.StateRecords;
import io.tocsin.stream.StateRecording;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one moment as they are written down: each before it is changed, or when its turn
 * comes. Confined to one lane.
 */
final class IndexRecording implements StateRecording.Part, Walker {

  private final StateRecording to;
  private final byte kind;
  private final Arrivals arrivals;
  private final int stamp;
  private @Nullable Entry at;

  /**
   * A recording of all that is there now.
   *
   * @param kind of its records
   * @param stamp that no entry has yet; those that come later must have it
   */
  IndexRecording(StateRecording to, byte kind, Arrivals arrivals, int stamp) {
    this.to = to;
    this.kind = kind;
    this.arrivals = arrivals;
    this.stamp = stamp;
    at = arrivals.first();
    if (at != null) {
      arrivals.begin(this);
    }
  }

  /** The recording that it is a part of. */
  StateRecording recording() {
    return to;
  }

  /** Writes an entry that is about to change, unless it is written. */
  void before(Entry entry) {
    if (entry.stamp == stamp) {
      return;
    }
    entry.stamp = stamp;
    StateRecords out = to.out();
    to.record(
        kind,
        () -> {
          out.writeEvent(entry.event);
          out.writeLong(entry.deadline);
          out.writeLong(entry.armed);
        });
  }

  @Override
  public boolean record(int most) {
    Entry next = at;
    for (int left = most; left > 0 && next != null; left--) {
      before(next);
      next = next.after;
    }
    at = next;
    if (next == null) {
      arrivals.end(this);
    }
    return next == null;
  }

  /** Gives up. Idempotent. */
  void end() {
    at = null;
    arrivals.end(this);
  }

  @Override
  public void leave(Entry entry) {
    if (at == entry) {
      at = entry.after;
      if (at == null) {
        arrivals.end(this);
      }
    }
  }
}
