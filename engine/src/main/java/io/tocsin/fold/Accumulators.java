package io.tocsin.fold;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The standard folds that need not hold their events, each as it is before the first one. */
final class Accumulators {

  private Accumulators() {}

  static Accumulator sum() {
    return new Sum((base, sum) -> sum.into(base.toBuilder()).build());
  }

  static Accumulator mean() {
    return new Sum((base, sum) -> sum.count() == 0 ? null : base.withMetric(sum.mean()));
  }

  static Accumulator stddev() {
    return new StddevAccumulator();
  }

  static Accumulator product() {
    return new Product();
  }

  static Accumulator count() {
    return new Count();
  }

  static Accumulator min() {
    return new Extreme(-1);
  }

  static Accumulator max() {
    return new Extreme(1);
  }

  static Accumulator first() {
    return new First();
  }

  static Accumulator last() {
    return new Last();
  }

  /** What is said of the sum of the metrics that count, in the first event that is not expired. */
  private static final class Sum extends MetricSum implements Accumulator {
    private final BiFunction<Event, MetricSum, @Nullable Event> said;
    private @Nullable Event base;

    Sum(BiFunction<Event, MetricSum, @Nullable Event> said) {
      this.said = said;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeEvent(base);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      base = in.readEvent();
    }

    @Override
    public void add(Event event) {
      if (event.hasExpiredState()) {
        return;
      }
      if (base == null) {
        base = event;
      }
      if (event.hasMetric()) {
        addMetricOf(event);
      }
    }

    @Override
    public @Nullable Event result(long nowMicros) {
      return base == null ? null : said.apply(base, this);
    }
  }

  private static final class Product implements Accumulator {
    private Number product = 1L;
    private @Nullable Event base;

    @Override
    public void save(StateWriter out) {
      out.writeValue(product);
      out.writeEvent(base);
    }

    @Override
    public void load(StateReader in) {
      product = in.readNumber();
      base = in.readEvent();
    }

    @Override
    public void add(Event event) {
      if (event.hasExpiredState()) {
        return;
      }
      if (base == null) {
        base = event;
      }
      Number metric = event.getMetric();
      if (metric != null) {
        product = Arithmetic.times(product, metric);
      }
    }

    @Override
    public @Nullable Event result(long nowMicros) {
      return base == null ? null : base.toBuilder().metric(product).build();
    }
  }

  private static final class Count implements Accumulator {
    private long count;
    private @Nullable Event first;
    private @Nullable Event base;

    @Override
    public void save(StateWriter out) {
      out.writeLong(count);
      out.writeEvent(first);
      out.writeEvent(base);
    }

    @Override
    public void load(StateReader in) {
      count = in.readLong();
      first = in.readEvent();
      base = in.readEvent();
    }

    @Override
    public void add(Event event) {
      if (first == null) {
        first = event;
      }
      if (base == null && !event.hasExpiredState()) {
        base = event;
      }
      count++;
    }

    @Override
    public Event result(long nowMicros) {
      if (first == null) {
        return Event.builder().metric(0L).timeMicros(nowMicros).build();
      }
      return (base == null ? first : base).withMetric(count);
    }
  }

  /** The last of those with the metric furthest in a direction: 1 for up, -1 for down. */
  private static final class Extreme implements Accumulator {
    private final int direction;
    private @Nullable Event furthest;

    Extreme(int direction) {
      this.direction = direction;
    }

    @Override
    public void save(StateWriter out) {
      out.writeEvent(furthest);
    }

    @Override
    public void load(StateReader in) {
      Event loaded = in.readEvent();
      if (loaded != null && !loaded.hasMetric()) {
        throw new StateException("an event without metric");
      }
      furthest = loaded;
    }

    @Override
    public void add(Event event) {
      if (MetricOrder.counts(event)
          && (furthest == null
              || MetricOrder.ASCENDING.compare(event, furthest) * direction >= 0)) {
        furthest = event;
      }
    }

    @Override
    public @Nullable Event result(long nowMicros) {
      return furthest;
    }
  }

  private static final class First implements Accumulator {
    private @Nullable Event first;

    @Override
    public void save(StateWriter out) {
      out.writeEvent(first);
    }

    @Override
    public void load(StateReader in) {
      first = in.readEvent();
    }

    @Override
    public void add(Event event) {
      if (first == null) {
        first = event;
      }
    }

    @Override
    public @Nullable Event result(long nowMicros) {
      return first;
    }
  }

  private static final class Last implements Accumulator {
    private @Nullable Event last;

    @Override
    public void save(StateWriter out) {
      out.writeEvent(last);
    }

    @Override
    public void load(StateReader in) {
      last = in.readEvent();
    }

    @Override
    public void add(Event event) {
      last = event;
    }

    @Override
    public @Nullable Event result(long nowMicros) {
      return last;
    }
  }
}
