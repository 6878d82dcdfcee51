package io.tocsin.conformance;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models of single operators, by the rule each stands for. */
final class Models {

  private Models() {}

  /** Rules, with {@code OUT} for the point that is watched. */
  static Map<String, Supplier<Model>> all() {
    Map<String, Supplier<Model>> models = new LinkedHashMap<>();
    models.put("changed('state') { OUT }", Changed::new);
    models.put("runs(3, 'state') { OUT }", Runs::new);
    models.put("stable(3.seconds, 'state') { OUT }", Stable::new);
    models.put("dedupe(by: ['host'], within: 5.seconds) { OUT }", Dedupe::new);
    models.put("by('host') { changed('state') { OUT } }", () -> new ByHost(Changed::new));
    models.put("by('host') { runs(3, 'state') { OUT } }", () -> new ByHost(Runs::new));
    models.put("counter { OUT }", Counter::new);
    models.put("ewma(ratio: 0.25) { OUT }", Ewma::new);
    models.put("ddt { OUT }", Ddt::new);
    models.put("sliding(events: 3) { OUT }", SlidingCount::new);
    models.put("fillInLast(3.seconds, [state: 'silent']) { OUT }", FillInLast::new);
    models.putAll(IntervalModels.all());
    models.putAll(WindowModels.all());
    return models;
  }

  private static final class Changed extends Model {
    private @Nullable String state;

    @Override
    void take(Event event, long now) {
      if (!Objects.equals(state, event.getState())) {
        emit(event, now);
      }
      state = event.getState();
    }
  }

  private static final class Runs extends Model {
    private final List<String> states = new ArrayList<>();

    @Override
    void take(Event event, long now) {
      states.add(String.valueOf(event.getState()));
      int n = states.size();
      if (n >= 3 && states.subList(n - 3, n).stream().distinct().count() == 1) {
        emit(event, now);
      }
    }
  }

  private static final class Stable extends Model {
    private final List<Event> held = new ArrayList<>();
    private String state = "none yet";
    private long arrival;
    private long time;
    private boolean stable;

    @Override
    void pass(long until) {
      if (!stable && !held.isEmpty() && arrival + 3 * SECOND <= until) {
        release(arrival + 3 * SECOND);
      }
    }

    @Override
    void take(Event event, long now) {
      if (!state.equals(String.valueOf(event.getState()))) {
        held.clear();
        state = String.valueOf(event.getState());
        arrival = now;
        time = event.timeMicrosOr(now);
        stable = false;
      }
      held.add(event);
      if (stable || event.timeMicrosOr(now) >= time + 3 * SECOND) {
        release(now);
      }
    }

    private void release(long at) {
      stable = true;
      held.forEach(event -> emit(event, at));
      held.clear();
    }
  }

  private static final class Dedupe extends Model {
    private final Map<String, Long> let = new HashMap<>();

    @Override
    void take(Event event, long now) {
      String key = event.getHost() + " " + event.hasExpiredState();
      Long before = let.get(key);
      if (before == null || now - before >= 5 * SECOND) {
        let.put(key, now);
        emit(event, now);
      }
    }
  }

  private static final class ByHost extends Model {
    private final Supplier<Model> made;
    private final Map<String, Model> copies = new TreeMap<>();

    ByHost(Supplier<Model> made) {
      this.made = made;
    }

    @Override
    void take(Event event, long now) {
      Model copy = copies.computeIfAbsent(String.valueOf(event.getHost()), h -> made.get());
      copy.take(event, now);
      outs.addAll(copy.outs);
      copy.outs.clear();
    }
  }

  private static final class Counter extends Model {
    private double sum;

    @Override
    void take(Event event, long now) {
      sum += counts(event) ? event.metricOrNaN() : 0;
      emit(counts(event) ? metric(event, sum) : event, now);
    }
  }

  private static final class Ewma extends Model {
    private double average = Double.NaN;

    @Override
    void take(Event event, long now) {
      if (!counts(event)) {
        emit(event, now);
        return;
      }
      double metric = event.metricOrNaN();
      average = Double.isNaN(average) ? metric : 0.25 * metric + 0.75 * average;
      emit(metric(event, average), now);
    }
  }

  private static final class Ddt extends Model {
    private @Nullable Event before;

    @Override
    void take(Event event, long now) {
      if (!counts(event)) {
        return;
      }
      double seconds =
          before == null ? 0 : (event.timeMicrosOr(now) - before.timeMicrosOr(now)) / 1e6;
      if (before != null && seconds > 0) {
        emit(metric(event, (event.metricOrNaN() - before.metricOrNaN()) / seconds), now);
      }
      before = seconds >= 0 ? event : before;
    }
  }

  private static final class SlidingCount extends Model {
    private final List<Event> all = new ArrayList<>();

    @Override
    void take(Event event, long now) {
      all.add(event);
      emit(all.subList(Math.max(0, all.size() - 3), all.size()), now);
    }
  }

  private static final class FillInLast extends Model {
    private @Nullable Event last;
    private long next;

    @Override
    void pass(long until) {
      while (last != null && next <= until) {
        emit(last.toBuilder().state("silent").timeMicros(next).build(), next);
        next += 3 * SECOND;
      }
    }

    @Override
    void take(Event event, long now) {
      emit(event, now);
      last = event.hasExpiredState() ? null : event;
      next = now + 3 * SECOND;
    }
  }
}
