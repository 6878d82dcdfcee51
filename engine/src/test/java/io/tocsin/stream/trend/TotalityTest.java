package io.tocsin.stream.trend;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.fold.Samples;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.combine.ProjectSpec;
import io.tocsin.stream.gap.FillInLastSpec;
import io.tocsin.stream.gap.FillInSpec;
import io.tocsin.stream.gap.InterpolateSpec;
import io.tocsin.stream.map.FlatMapSpec;
import io.tocsin.stream.map.ReduceSpec;
import io.tocsin.stream.rank.TopSpec;
import io.tocsin.stream.rate.ApdexSpec;
import io.tocsin.stream.rate.DdtIntervalSpec;
import io.tocsin.stream.rate.DistinctSpec;
import io.tocsin.stream.rate.PercentileEstimatesSpec;
import io.tocsin.stream.suppress.DedupeSpec;
import io.tocsin.stream.window.CalendarSpec;
import io.tocsin.stream.window.CalendarUnit;
import io.tocsin.stream.window.SessionSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever events come: nothing is thrown, timers stay few, and none is left behind. */
final class TotalityTest {

  private static final double[] METRICS = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    1e308,
    -1e308,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final long[] LONGS = {
    0, 1, -1, 1_000_000, 5_000_000, 60_000_000, Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 53
  };

  private static final RuleFunction<EventFunction> METRIC =
      RuleFunction.of((event, now) -> event.getMetric(), "metric");
  private static final RuleFunction<EventPredicate> POSITIVE =
      RuleFunction.of((event, now) -> event.metricOrNaN() > 0, "metric > 0");
  private static final RuleFunction<EventPredicate> OTHER =
      RuleFunction.of((event, now) -> !(event.metricOrNaN() > 0), "!(metric > 0)");

  static Stream<OperatorSpec<?, ?>> specs() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    return Stream.of(
        new CounterSpec(Long.MAX_VALUE),
        new EwmaSpec(ofMillis(1)),
        new EwmaSpec(ofHours(24)),
        new EwmaRatioSpec(0.3),
        new DdtSpec(),
        new DdtIntervalSpec(ofSeconds(1)),
        new PredictLinearSpec(5, ofHours(1), ZERO),
        new ClockSkewSpec(),
        new ApdexSpec(ofSeconds(1), POSITIVE, OTHER),
        new PercentileEstimatesSpec(List.of(0.0, 0.5, 1.0), ofSeconds(1), 0.005),
        new DistinctSpec(ofSeconds(1), 0.1, METRIC),
        new TopSpec(2, METRIC),
        new ProjectSpec(List.of(POSITIVE, OTHER)),
        new SessionSpec(ofSeconds(1)),
        new CalendarSpec(CalendarUnit.HOUR, berlin),
        new CalendarSpec(CalendarUnit.MONTH, berlin),
        new FillInSpec(ofSeconds(1), Map.of("metric", 0)),
        new FillInLastSpec(ofSeconds(1), Map.of("metric", 0)),
        new InterpolateSpec(ofSeconds(1)),
        new DedupeSpec(List.of("host", "metric"), null, ofSeconds(1), 5),
        new FlatMapSpec(RuleFunction.of((event, now) -> List.of(event, event), "twice")),
        new ReduceSpec(null, RuleFunction.of((acc, event, now) -> event, "event")));
  }

  private static Event event(Random random) {
    EventBuilder event = Event.builder();
    if (random.nextInt(4) > 0) {
      event.metric(METRICS[random.nextInt(METRICS.length)]);
    } else if (random.nextBoolean()) {
      event.metric(LONGS[random.nextInt(LONGS.length)]);
    }
    if (random.nextInt(3) > 0) {
      event.timeMicros(LONGS[random.nextInt(LONGS.length)]);
    }
    if (random.nextBoolean()) {
      event.ttlMicros(LONGS[random.nextInt(LONGS.length)]);
    }
    if (random.nextInt(5) == 0) {
      event.state(Event.EXPIRED);
    }
    if (random.nextBoolean()) {
      event.host("h" + random.nextInt(5)).tags(List.of("reset"));
    }
    return event.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void copesWithAnything(OperatorSpec<?, ?> spec) {
    Random random = Samples.random("totality", 20260102);
    OperatorHarness harness = OperatorHarness.of(spec);
    for (int i = 0; i < 3000; i++) {
      harness.send(event(random));
      if (random.nextInt(3) == 0) {
        harness.advanceMicros(random.nextInt(1_500_000));
      }
      assertThat(harness.timers()).isLessThanOrEqualTo(1);
    }
    for (Object one : harness.take()) {
      assertThat(one).isNotNull();
    }

    harness.close();

    assertThat(harness.failures()).isEmpty();
    assertThat(harness.timers()).isZero();
  }
}
