package io.tocsin.fold;

import io.tocsin.event.CompactEvents;
import io.tocsin.event.Event;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The standard folds that can be kept up while a window slides, each as it is before the first
 * event. The others are not among them: a product cannot be taken apart again without rounding, and
 * a deviation needs the mean first.
 */
final class SlidingAccumulators {

  private SlidingAccumulators() {}

  static SlidingAccumulator sum() {
    return new Sum(
        (events, base, sum) ->
            sum.isWhole()
                ? events.withMetric(base, sum.whole())
                : events.withMetric(base, sum.value()));
  }

  static SlidingAccumulator mean() {
    return new Sum(
        (events, base, sum) -> sum.count() == 0 ? null : events.withMetric(base, sum.mean()));
  }

  static SlidingAccumulator count() {
    return new Known(
        window -> {
          CompactEvents events = window.events();
          long base = window.firstNotExpired();
          return events.withMetric(
              base == events.next() ? events.first() : base, (long) window.size());
        });
  }

  static SlidingAccumulator first() {
    return new Known(SlidingAccumulator.Window::first);
  }

  static SlidingAccumulator last() {
    return new Known(SlidingAccumulator.Window::last);
  }

  static SlidingAccumulator min() {
    return new Extreme(-1);
  }

  static SlidingAccumulator max() {
    return new Extreme(1);
  }

  /** What is said of the sum of the metrics that count, in the first event that is not expired. */
  private static final class Sum implements SlidingAccumulator {
    private final Said said;
    private final ExactSum sum = new ExactSum();

    @FunctionalInterface
    interface Said {
      @Nullable Event of(CompactEvents events, long base, ExactSum sum);
    }

    Sum(Said said) {
      this.said = said;
    }

    @Override
    public void add(long number, Event event) {
      if (MetricOrder.counts(event)) {
        sum.add(event);
      }
    }

    @Override
    public boolean remove(CompactEvents events, long number, boolean inTurn) {
      Event alike = events.alike(number);
      if (MetricOrder.counts(alike)) {
        sum.remove(alike.hasLongMetric(), events.metricBits(number));
      }
      return true;
    }

    @Override
    public @Nullable Event result(Window window) {
      CompactEvents events = window.events();
      long base = window.firstNotExpired();
      return base == events.next() ? null : said.of(events, base, sum);
    }
  }

  /** What every window knows by itself. */
  private record Known(Function<Window, @Nullable Event> said) implements SlidingAccumulator {

    @Override
    public void add(long number, Event event) {}

    @Override
    public boolean remove(CompactEvents events, long number, boolean inTurn) {
      return true;
    }

    @Override
    public @Nullable Event result(Window window) {
      return said.apply(window);
    }
  }

  /**
   * The last of those with the metric furthest in a direction: 1 for up, -1 for down. Held are only
   * those that no later one surpasses: the others leave before that one does.
   */
  private static final class Extreme implements SlidingAccumulator {
    private final int direction;
    private final ArrayDeque<Held> held = new ArrayDeque<>(2);

    private record Held(long number, Event event) {}

    Extreme(int direction) {
      this.direction = direction;
    }

    @Override
    public void add(long number, Event event) {
      if (!MetricOrder.counts(event)) {
        return;
      }
      while (!held.isEmpty()
          && MetricOrder.ASCENDING.compare(event, held.getLast().event()) * direction >= 0) {
        held.removeLast();
      }
      held.addLast(new Held(number, event));
    }

    @Override
    public boolean remove(CompactEvents events, long number, boolean inTurn) {
      if (inTurn) {
        Held furthest = held.peekFirst();
        if (furthest != null && furthest.number() == number) {
          held.removeFirst();
        }
        return true;
      }
      // Those before it that it surpasses are not held, but count again.
      return held.stream().noneMatch(one -> one.number() == number);
    }

    @Override
    public @Nullable Event result(Window window) {
      Held furthest = held.peekFirst();
      return furthest == null ? null : furthest.event();
    }
  }
}
