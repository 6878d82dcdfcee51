package io.tocsin.conformance;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The models of windows over event time. */
final class WindowModels {

  private WindowModels() {}

  static Map<String, Supplier<Model>> all() {
    return Map.of(
        "tumbling(5.seconds) { OUT }", Tumbling::new,
        "session(gap: 2.seconds) { OUT }", Session::new,
        "sliding(5.seconds) { OUT }", Sliding::new);
  }

  private static final class Tumbling extends Model {
    private final TreeMap<Long, List<Event>> open = new TreeMap<>();
    private long clock;

    @Override
    void pass(long until) {
      while (!open.isEmpty() && open.firstKey() + 6 * SECOND <= until) {
        long due = open.firstKey() + 6 * SECOND;
        emit(open.pollFirstEntry().getValue(), due);
      }
      clock = Math.max(clock, until);
    }

    @Override
    void take(Event event, long now) {
      long time = event.timeMicrosOr(now);
      clock = Math.max(clock, time);
      while (!open.isEmpty() && open.firstKey() + 6 * SECOND <= clock) {
        emit(open.pollFirstEntry().getValue(), now);
      }
      long start = Math.floorDiv(time, 5 * SECOND) * 5 * SECOND;
      if (start + 6 * SECOND > clock) {
        open.computeIfAbsent(start, s -> new ArrayList<>()).add(event);
      }
    }
  }

  private static final class Sliding extends Model {
    private final List<Event> window = new ArrayList<>();
    private long newest;

    @Override
    void take(Event event, long now) {
      newest = Math.max(newest, event.timeMicrosOr(now));
      if (event.timeMicrosOr(now) > newest - 5 * SECOND) {
        window.add(event);
        window.removeIf(e -> e.timeMicrosOr(now) <= newest - 5 * SECOND);
        emit(window, now);
      }
    }
  }

  private static final class Session extends Model {

    private static final long GAP = 2 * SECOND;

    private static final class Open {
      private final List<Event> events = new ArrayList<>();
      private long from;
      private long to;

      long due() {
        return to + GAP + SECOND;
      }
    }

    private final List<Open> open = new ArrayList<>();
    private long clock;

    @Override
    void pass(long until) {
      for (Open session = first(); session != null && session.due() <= until; session = first()) {
        open.remove(session);
        emit(session.events, session.due());
      }
      clock = Math.max(clock, until);
    }

    private Open first() {
      return open.stream().min(Comparator.comparingLong(s -> s.from)).orElse(null);
    }

    @Override
    void take(Event event, long now) {
      long time = event.timeMicrosOr(now);
      clock = Math.max(clock, time);
      for (Open session = first(); session != null && session.due() <= clock; session = first()) {
        open.remove(session);
        emit(session.events, now);
      }
      Open joined = new Open();
      joined.from = time;
      joined.to = time;
      open.sort(Comparator.comparingLong(s -> s.from));
      for (Open session : List.copyOf(open)) {
        if (time > session.from - GAP && time < session.to + GAP) {
          open.remove(session);
          joined.events.addAll(session.events);
          joined.from = Math.min(joined.from, session.from);
          joined.to = Math.max(joined.to, session.to);
        }
      }
      joined.events.add(event);
      if (joined.events.size() > 1 || joined.due() > clock) {
        open.add(joined);
      }
    }
  }
}
