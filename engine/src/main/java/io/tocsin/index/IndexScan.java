package io.tocsin.index;

import io.tocsin.query.Selection;
import org.jspecify.annotations.Nullable;

/**
 * A search of the whole index in steps, between which the index may change. Confined to one lane.
 *
 * <p>Every entry that is there from the beginning to the end is looked at once, with the event it
 * has at that moment; what comes later is not looked at; what goes in between may be found or not.
 * They are looked at in the order in which their hosts and services came.
 */
public final class IndexScan implements Walker {

  private final Arrivals arrivals;
  private final Selection found;
  private final long version;
  private final boolean untouched;
  private @Nullable Entry at;
  private @Nullable Entry last;

  /** A search that is at its end. */
  IndexScan(Arrivals arrivals, Selection found) {
    this.arrivals = arrivals;
    this.found = found;
    version = 0;
    untouched = false;
  }

  /** A search from the beginning on. */
  IndexScan(Arrivals arrivals, Selection found, long version, boolean untouched) {
    this.arrivals = arrivals;
    this.found = found;
    this.version = version;
    this.untouched = untouched;
    at = arrivals.first();
    last = arrivals.last();
    if (at != null) {
      arrivals.begin(this);
    }
  }

  /** Looks at so many more entries at most. */
  public void step(int entries) {
    Entry next = at;
    for (int left = entries; left > 0 && next != null; left--) {
      if (!untouched || next.version <= version) {
        found.offer(next.event);
      }
      next = next == last || found.isComplete() ? null : next.after;
    }
    at = next;
    if (next == null) {
      arrivals.end(this);
    }
  }

  /** Gives up. Idempotent; to be called unless it {@link #isDone}. */
  public void end() {
    at = null;
    arrivals.end(this);
  }

  /** Whether all has been looked at. */
  public boolean isDone() {
    return at == null;
  }

  /** What was found; all of it when done. */
  public Selection found() {
    return found;
  }

  @Override
  public void leave(Entry entry) {
    if (at == entry) {
      at = entry == last ? null : entry.after;
      if (at == null) {
        arrivals.end(this);
      }
    }
    if (last == entry) {
      last = entry.before;
    }
  }
}
