package io.tocsin.core;

import io.tocsin.index.IndexScan;
import io.tocsin.query.QueryException;
import io.tocsin.query.Selection;
import io.tocsin.source.FoundEvents;
import io.tocsin.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Searches of the whole index that are under way, one after the other, in slices between which
 * other inputs have their turn. Confined to the lane's thread.
 */
final class Searches {

  /** Of one slice. */
  private static final long SLICE_MICROS = 1_000;

  private static final int SLICE_ENTRIES = 2_000;

  /** Entries between two looks at the clock: one may cost a long search in a text. */
  private static final int STEP = 16;

  /** Searches of the whole index that may wait for one another. */
  static final int MOST_WAITING = 1_000;

  private record Search(IndexScan scan, FoundEvents to) {}

  private final TimeSource time;
  private final Executor later;
  private final Deque<Search> waiting = new ArrayDeque<>();

  Searches(TimeSource time, Executor later) {
    this.time = time;
    this.later = later;
  }

  /** Answers at once when there is nothing left to look at. */
  void begin(IndexScan scan, FoundEvents to) {
    if (scan.isDone()) {
      tell(new Search(scan, to));
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      scan.end();
      to.failed(QueryException.oneTooMany());
      return;
    }
    waiting.add(new Search(scan, to));
    if (waiting.size() == 1) {
      later.execute(this::slice);
    }
  }

  private void slice() {
    Search search = waiting.element();
    try {
      if (!search.to().isWanted()) {
        search.scan().end();
      } else {
        advance(search);
      }
    } finally {
      if (search.scan().isDone()) {
        waiting.remove();
      }
      if (!waiting.isEmpty()) {
        later.execute(this::slice);
      }
    }
  }

  private void advance(Search search) {
    long until = time.nowMicros() + SLICE_MICROS;
    try {
      for (int left = SLICE_ENTRIES; left > 0; left -= STEP) {
        search.scan().step(STEP);
        if (search.scan().isDone() || time.nowMicros() >= until) {
          break;
        }
      }
    } catch (RuntimeException | StackOverflowError e) {
      search.scan().end();
      search.to().failed(e);
      return;
    }
    if (search.scan().isDone()) {
      tell(search);
    }
  }

  private static void tell(Search search) {
    Selection found = search.scan().found();
    search.to().found(found.size(), found.weight(), found::events);
  }
}
