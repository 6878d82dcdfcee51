package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.combine.ProjectSpec;
import io.tocsin.stream.correlation.AbsentSpec;
import io.tocsin.stream.correlation.SequenceSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.gap.FillInLastSpec;
import io.tocsin.stream.gap.FillInSpec;
import io.tocsin.stream.gap.InterpolateSpec;
import io.tocsin.stream.map.ReduceSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.rank.TopSpec;
import io.tocsin.stream.rate.ApdexSpec;
import io.tocsin.stream.rate.DdtIntervalSpec;
import io.tocsin.stream.rate.DistinctSpec;
import io.tocsin.stream.rate.PercentileEstimatesSpec;
import io.tocsin.stream.rate.PercentilesSpec;
import io.tocsin.stream.rate.RateSpec;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.stream.suppress.ChangedSpec;
import io.tocsin.stream.suppress.ChangedStateSpec;
import io.tocsin.stream.suppress.CoalesceSpec;
import io.tocsin.stream.suppress.DedupeSpec;
import io.tocsin.stream.suppress.RollupSpec;
import io.tocsin.stream.suppress.RunsSpec;
import io.tocsin.stream.suppress.StableSpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import io.tocsin.stream.trend.ClockSkewSpec;
import io.tocsin.stream.trend.CounterSpec;
import io.tocsin.stream.trend.DdtSpec;
import io.tocsin.stream.trend.EwmaRatioSpec;
import io.tocsin.stream.trend.EwmaSpec;
import io.tocsin.stream.trend.PredictLinearSpec;
import io.tocsin.stream.window.CalendarSpec;
import io.tocsin.stream.window.CalendarUnit;
import io.tocsin.stream.window.SessionSpec;
import io.tocsin.stream.window.SlidingCountSpec;
import io.tocsin.stream.window.SlidingSpec;
import io.tocsin.stream.window.TumblingCountSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules with every operator that has state, made anew at each call as a reload makes them. */
final class StateSamples {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private StateSamples() {}

  private static StageSpec probe() {
    return StageSpec.of(new ProbeSpec("p"));
  }

  private static RuleFunction<EventFunction> state() {
    return RuleFunction.of((event, now) -> event.getState(), "state");
  }

  private static RuleFunction<EventPredicate> over(long limit) {
    return RuleFunction.of((event, now) -> event.metricOrNaN() > limit, "metric > " + limit);
  }

  private static StageSpec windowOf(OperatorSpec<?, ?> window, StandardFold... folds) {
    List<StageSpec> below = new ArrayList<>();
    for (StandardFold fold : folds) {
      below.add(StageSpec.of(new FoldSpec(fold), probe()));
    }
    return StageSpec.of(window, below.toArray(StageSpec[]::new));
  }

  private static List<OperatorSpec<?, ?>> single() {
    return List.of(
        new ThrottleSpec(2, SECOND),
        new RollupSpec(2, SECOND),
        new BatchSpec(4, SECOND),
        new CoalesceSpec(SECOND),
        new DedupeSpec(List.of("host", "metric"), null, SECOND, 5),
        new DedupeSpec(List.of(), state(), SECOND, 2),
        new RunsSpec(2, state()),
        new StableSpec(SECOND, state()),
        new ChangedSpec(state(), "ok", false),
        new ChangedSpec(state(), null, true),
        new ChangedStateSpec(),
        new RateSpec(SECOND),
        new DdtIntervalSpec(SECOND),
        new ApdexSpec(SECOND, over(3), over(1)),
        new DistinctSpec(SECOND, 0.1, RuleFunction.of((e, now) -> e.getMetric(), "metric")),
        new PercentilesSpec(List.of(0.5, 0.9), SECOND),
        new PercentileEstimatesSpec(List.of(0.5, 0.9), SECOND, SECOND, 0.05),
        new PercentileEstimatesSpec(List.of(0.5, 0.9), SECOND, Duration.ofSeconds(3), 0.05),
        new DdtSpec(),
        new EwmaSpec(SECOND),
        new EwmaRatioSpec(0.25),
        new CounterSpec(0L),
        new ClockSkewSpec(),
        new PredictLinearSpec(5, SECOND, Duration.ofMillis(10)),
        new FillInSpec(SECOND, Map.of("service", "filled"), 3),
        new FillInLastSpec(SECOND, Map.of("service", "again"), 2),
        new InterpolateSpec(SECOND),
        new TopSpec(3, RuleFunction.of((e, now) -> e.getMetric(), "metric")),
        new ReduceSpec(
            null,
            RuleFunction.of(
                (before, e, now) -> e.metricOrNaN() > before.metricOrNaN() ? e : before, "max")),
        new ProjectSpec(List.of(over(2), over(4))),
        new AbsentSpec(
            List.of("host"), SECOND, true, List.of(List.of("h1")), Duration.ofSeconds(5), 4),
        new SequenceSpec(List.of(over(1), over(3)), SECOND, List.of("host"), 5, false),
        new SequenceSpec(List.of(over(1), over(2), over(3)), SECOND, List.of(), 5, true));
  }

  private static List<StageSpec> windows() {
    StandardFold[] all = StandardFold.values();
    List<StageSpec> windows = new ArrayList<>();
    for (StandardFold fold : all) {
      windows.add(windowOf(new TumblingSpec(SECOND, Duration.ofMillis(300), true, false), fold));
      windows.add(windowOf(new SlidingSpec(SECOND), fold));
    }
    windows.add(windowOf(new TumblingSpec(SECOND, Duration.ZERO, false, true), StandardFold.MEAN));
    windows.add(windowOf(new TumblingSpec(SECOND, Duration.ZERO, true, true), all));
    windows.add(StageSpec.of(new TumblingSpec(SECOND, SECOND, true, false), probe()));
    windows.add(StageSpec.of(new SlidingSpec(SECOND), probe()));
    windows.add(StageSpec.of(new SlidingCountSpec(4), probe()));
    windows.add(windowOf(new SlidingCountSpec(4), StandardFold.MEAN, StandardFold.MAX));
    windows.add(windowOf(new TumblingCountSpec(4), StandardFold.SUM, StandardFold.COUNT));
    windows.add(StageSpec.of(new TumblingCountSpec(3), probe()));
    windows.add(StageSpec.of(new SessionSpec(Duration.ofMillis(400), SECOND), probe()));
    windows.add(
        windowOf(
            new CalendarSpec(
                CalendarUnit.HOUR, ZoneOffset.UTC, DayOfWeek.MONDAY, Duration.ZERO, false),
            StandardFold.MEAN));
    return windows;
  }

  /** Each rule by itself; those of the second half are copied by host. */
  static List<StageSpec> all() {
    List<StageSpec> all = new ArrayList<>();
    single().forEach(spec -> all.add(StageSpec.of(spec, probe())));
    all.addAll(windows());
    List.copyOf(all).forEach(one -> all.add(StageSpec.of(BySpec.of("host"), one)));
    return all;
  }

  /** Some event; seeded by the caller. */
  static Event event(java.util.Random random, long now) {
    Event event =
        Event.builder()
            .host("h" + random.nextInt(4))
            .service("s" + random.nextInt(2))
            .state(List.of("ok", "ok", "warning", "expired").get(random.nextInt(4)))
            .ttlMicros(500_000L * (1 + random.nextInt(6)))
            .build();
    if (random.nextInt(10) > 0) {
      event =
          random.nextBoolean()
              ? event.withMetric((long) random.nextInt(6))
              : event.withMetric(random.nextInt(60) / 8.0);
    }
    return random.nextInt(4) > 0
        ? event.withTimeMicros(Math.max(0, now - random.nextInt(600_000)))
        : event;
  }
}
