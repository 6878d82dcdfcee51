package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.PartitionSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.correlation.AbsentSpec;
import io.tocsin.stream.correlation.SequenceSpec;
import io.tocsin.stream.gap.FillInLastSpec;
import io.tocsin.stream.rate.PercentileEstimatesSpec;
import io.tocsin.stream.suppress.ChangedSpec;
import io.tocsin.stream.suppress.DedupeSpec;
import io.tocsin.stream.trend.CounterSpec;
import io.tocsin.stream.window.CalendarSpec;
import io.tocsin.stream.window.CalendarUnit;
import io.tocsin.stream.window.SessionSpec;
import io.tocsin.stream.window.SlidingCountSpec;
import io.tocsin.stream.window.SlidingSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Recipes whose state is written and read in tests, and events that fill it. */
final class StatefulSamples {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private StatefulSamples() {}

  /** Those of {@link StateSamples} that are no copies, and some whose options lead other ways. */
  static List<StageSpec> all() {
    List<StageSpec> all = new ArrayList<>();
    for (StageSpec one : StateSamples.all()) {
      if (!(one.operator() instanceof PartitionSpec)) {
        all.add(one);
      }
    }
    further().forEach(spec -> all.add(StageSpec.of(spec)));
    StandardFold[] sliding = {
      StandardFold.SUM,
      StandardFold.MEAN,
      StandardFold.MIN,
      StandardFold.MAX,
      StandardFold.COUNT,
      StandardFold.FIRST,
      StandardFold.LAST
    };
    StandardFold[] standing = {
      StandardFold.PRODUCT, StandardFold.STDDEV, StandardFold.MEAN, StandardFold.LAST
    };
    all.add(folded(new SlidingCountSpec(7), sliding));
    all.add(folded(new SlidingSpec(Duration.ofSeconds(4)), sliding));
    all.add(folded(new TumblingSpec(SECOND, SECOND, false, true), standing));
    all.add(folded(calendar(CalendarUnit.DAY), StandardFold.STDDEV));
    return all;
  }

  private static StageSpec folded(OperatorSpec<?, ?> window, StandardFold... folds) {
    List<StageSpec> below = new ArrayList<>();
    for (StandardFold fold : folds) {
      below.add(StageSpec.of(new FoldSpec(fold)));
    }
    return StageSpec.of(window, below.toArray(StageSpec[]::new));
  }

  private static CalendarSpec calendar(CalendarUnit unit) {
    return new CalendarSpec(
        unit, ZoneId.of("Australia/Lord_Howe"), DayOfWeek.SUNDAY, Duration.ZERO, true);
  }

  private static List<OperatorSpec<?, ?>> further() {
    RuleFunction<EventFunction> mixed =
        RuleFunction.of((e, now) -> List.of(e.getHost() == null, e.getTags()), "mixed");
    return List.of(
        new CounterSpec(0.5),
        new CounterSpec(Long.MAX_VALUE),
        new ChangedSpec(mixed, 1, true),
        new DedupeSpec(List.of(), mixed, Duration.ofSeconds(3), 3),
        new PercentileEstimatesSpec(List.of(0.0, 0.3, 1.0), SECOND, Duration.ofSeconds(2), 0.005),
        new PercentileEstimatesSpec(List.of(0.0, 0.3, 1.0), SECOND, SECOND, 0.005),
        new FillInLastSpec(Duration.ofMillis(50), Map.of("state", "gap"), 500),
        new AbsentSpec(
            List.of("service", "host"),
            SECOND,
            false,
            List.of(List.of("s1", "h2"), List.of("s9", "h9")),
            Duration.ofMillis(1500),
            5),
        new SequenceSpec(
            List.of(
                RuleFunction.of((e, now) -> e.metricOrNaN() > 1, "a"),
                RuleFunction.of((e, now) -> e.metricOrNaN() < 3, "b"),
                RuleFunction.of((e, now) -> e.metricOrNaN() > 2, "c")),
            Duration.ofSeconds(2),
            List.of("host", "state"),
            7,
            true),
        new SessionSpec(Duration.ofMillis(90), Duration.ofMillis(700)),
        calendar(CalendarUnit.HOUR));
  }

  /**
   * Some event.
   *
   * @param wide whether metrics are of all sizes there are
   */
  static Event event(Random random, long now, boolean wide) {
    Event plain = StateSamples.event(random, now);
    EventBuilder event = plain.toBuilder();
    if (random.nextInt(8) == 0) {
      event.host(null);
    }
    if (random.nextInt(12) == 0) {
      event.tags(List.of("reset"));
    }
    if (random.nextInt(12) == 0) {
      event.timeMicros(now + random.nextInt(9_000_000));
    }
    if (wide && plain.hasMetric()) {
      event.metric(
          switch (random.nextInt(8)) {
            case 0 -> 0.0;
            case 1 -> -Math.scalb(random.nextDouble(), random.nextInt(1900) - 1000);
            case 2 -> random.nextLong();
            case 3 -> random.nextInt(9) == 0 ? Double.POSITIVE_INFINITY : -0.0;
            default -> Math.scalb(random.nextDouble(), random.nextInt(1900) - 1000);
          });
    }
    return event.build();
  }

  /** Something else of the same kind. */
  static StateTape.Entry damaged(StateTape.Entry entry, Random random) {
    return new StateTape.Entry(entry.kind(), damaged(entry.kind(), entry.value(), random));
  }

  private static @Nullable Object damaged(
      StateTape.Kind kind, @Nullable Object value, Random random) {
    return switch (kind) {
      case LONG -> number((Long) value, random);
      case DOUBLE ->
          List.of(Double.NaN, -1.0, 0.5, Double.POSITIVE_INFINITY, 1e300, 0.0)
              .get(random.nextInt(6));
      case TEXT -> random.nextBoolean() ? null : "x";
      case EVENT -> random.nextBoolean() ? null : Event.builder().service("damaged").build();
      case VALUE ->
          switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "x";
            case 2 -> Double.NaN;
            default -> List.of(1L, "y");
          };
      case BYTES -> bytes((List<?>) value, random);
      case TIMER -> null;
    };
  }

  private static Long number(Long value, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> -1L;
      case 3 -> 0L;
      case 4 -> 1_000_000_000L;
      case 5 -> value + 1;
      case 6 -> value - 1;
      default -> (long) Integer.MAX_VALUE;
    };
  }

  private static List<Byte> bytes(List<?> whole, Random random) {
    List<Byte> bytes = new ArrayList<>();
    whole.forEach(one -> bytes.add((Byte) one));
    if (bytes.isEmpty() || random.nextInt(4) == 0) {
      bytes.add((byte) random.nextInt(256));
    } else {
      bytes.set(random.nextInt(bytes.size()), (byte) random.nextInt(256));
    }
    return bytes;
  }
}
