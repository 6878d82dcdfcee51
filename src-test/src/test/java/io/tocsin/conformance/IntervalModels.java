package io.tocsin.conformance;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models of operators with intervals of the lane's clock. */
final class IntervalModels {

  private IntervalModels() {}

  static Map<String, Supplier<Model>> all() {
    return Map.of(
        "throttle(2, per: 5.seconds) { OUT }", Throttle::new,
        "batch(3, within: 5.seconds) { OUT }", BatchModel::new,
        "rollup(2, per: 5.seconds) { OUT }", Rollup::new,
        "rate(2.seconds) { OUT }", Rate::new,
        "ddt(2.seconds) { OUT }", DdtOfIntervals::new,
        "coalesce(every: 5.seconds) { OUT }", Coalesce::new);
  }

  private static final class Throttle extends Model.Intervals {
    private int let;

    Throttle() {
      super(5 * SECOND);
    }

    @Override
    void end(long at) {
      let = 0;
    }

    @Override
    boolean put(Event event, long now) {
      if (let++ < 2) {
        emit(event, now);
      }
      return true;
    }
  }

  private static final class BatchModel extends Model.Intervals {
    private final List<Event> held = new ArrayList<>();

    BatchModel() {
      super(5 * SECOND);
    }

    @Override
    void end(long at) {
      if (!held.isEmpty()) {
        emit(held, at);
        held.clear();
      }
    }

    @Override
    boolean put(Event event, long now) {
      held.add(event);
      if (held.size() == 3) {
        end(now);
      }
      return true;
    }

    @Override
    void close(long now) {
      end(now);
    }
  }

  private static final class Rollup extends Model.Intervals {
    private final List<Event> held = new ArrayList<>();
    private int sent;

    Rollup() {
      super(5 * SECOND);
    }

    @Override
    void end(long at) {
      sent = 0;
      close(at);
    }

    @Override
    boolean put(Event event, long now) {
      if (sent < 2) {
        sent++;
        emit(List.of(event), now);
      } else {
        held.add(event);
      }
      return true;
    }

    @Override
    void close(long now) {
      if (!held.isEmpty()) {
        emit(held, now);
        held.clear();
        sent = 1;
      }
    }
  }

  private static final class Rate extends Model.Intervals {
    private double sum;
    private @Nullable Event last;

    Rate() {
      super(2 * SECOND);
    }

    @Override
    void end(long at) {
      if (last != null) {
        emit(metric(last, sum / 2).toBuilder().timeMicros(at).build(), at);
      }
      sum = 0;
      last = null;
    }

    @Override
    boolean put(Event event, long now) {
      if (counts(event)) {
        sum += event.metricOrNaN();
        last = event;
      }
      return counts(event);
    }
  }

  private static final class DdtOfIntervals extends Model.Intervals {
    private @Nullable Event before;
    private @Nullable Event last;

    DdtOfIntervals() {
      super(2 * SECOND);
    }

    @Override
    void end(long at) {
      if (last != null && before != null) {
        double change = (last.metricOrNaN() - before.metricOrNaN()) / 2;
        emit(metric(last, change).toBuilder().timeMicros(at).build(), at);
      }
      before = last;
      last = null;
    }

    @Override
    boolean put(Event event, long now) {
      last = counts(event) ? event : last;
      return counts(event);
    }
  }

  private static final class Coalesce extends Model {
    private final Map<String, Event> latest = new LinkedHashMap<>();
    private long end = NONE;
    private boolean came;

    @Override
    void pass(long until) {
      while (end != NONE && end <= until) {
        long at = end;
        end = latest.isEmpty() ? NONE : at + 5 * SECOND;
        if (end != NONE) {
          emitAll(at);
        }
      }
    }

    @Override
    void take(Event event, long now) {
      latest.put(event.getHost() + " " + event.getService(), event);
      came = true;
      if (end == NONE) {
        end = now + 5 * SECOND;
        emitAll(now);
      }
    }

    @Override
    void close(long now) {
      if (came) {
        emitAll(now);
      }
    }

    private void emitAll(long at) {
      emit(new ArrayList<>(latest.values()), at);
      came = false;
      latest
          .values()
          .removeIf(
              e ->
                  e.hasExpiredState()
                      || at - e.timeMicrosOr(at) > e.ttlMicrosOr(Event.DEFAULT_TTL_MICROS));
    }
  }
}
