package io.tocsin.conformance;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator does, thought out naively: no timers, no bounds, no speed. It is told of every
 * event and of how far time has gone, and notes what leaves it, and when.
 */
abstract class Model {

  /** An event, or a list of events where the operator hands on a batch. */
  record Out(Object item, long atMicros) {}

  static final long SECOND = 1_000_000;
  static final long NONE = Long.MIN_VALUE;

  final List<Out> outs = new ArrayList<>();

  /** Runs what is due up to and including a moment. */
  void pass(long until) {}

  /** An event comes at a moment, after what was due by then. */
  abstract void take(Event event, long now);

  /** The rules go. */
  void close(long now) {}

  final void emit(Object item, long at) {
    outs.add(new Out(item instanceof List<?> events ? List.copyOf(events) : item, at));
  }

  static Event metric(Event event, double metric) {
    return event.toBuilder().metric(metric).build();
  }

  static boolean counts(Event event) {
    return event.hasMetric() && !event.hasExpiredState();
  }

  /** Intervals that follow one another from the first event on until one stays empty. */
  abstract static class Intervals extends Model {

    private final long length;
    private boolean any;
    long start = NONE;

    Intervals(long length) {
      this.length = length;
    }

    /** An interval in which something came is over. */
    abstract void end(long at);

    /** An event in an interval; whether it counts as having come. */
    abstract boolean put(Event event, long now);

    @Override
    final void pass(long until) {
      while (start != NONE && start + length <= until) {
        long end = start + length;
        start = any ? end : NONE;
        any = false;
        end(end);
      }
    }

    @Override
    final void take(Event event, long now) {
      boolean opens = start == NONE;
      if (opens) {
        start = now;
      }
      if (put(event, now)) {
        any = true;
      } else if (opens) {
        start = NONE;
      }
    }
  }
}
