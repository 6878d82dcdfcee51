package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.rank.TopSpec;
import io.tocsin.stream.rate.ApdexSpec;
import io.tocsin.stream.rate.DistinctSpec;
import io.tocsin.stream.rate.PercentileEstimatesSpec;
import io.tocsin.stream.rate.PercentilesSpec;
import io.tocsin.stream.rate.RateSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Statistics over intervals. */
public interface StatisticVerbs extends Verbs {

  /** In each interval, the sum of the metrics divided by its seconds. */
  @Verb(in = Scope.EVENT, usage = "rate(1.second) { … }")
  default void rate(Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    events("rate", () -> new RateSpec(interval), body);
  }

  /** In each interval, the share of satisfied events, tolerated ones counting half. */
  @Verb(
      in = Scope.EVENT,
      usage = "apdex(1.minute, satisfied: { metric < 0.5 }, tolerated: { metric < 2 }) { … }")
  @Option(
      name = "satisfied",
      type = RuleFunction.class,
      function = EventPredicate.class,
      required = true)
  @Option(
      name = "tolerated",
      type = RuleFunction.class,
      function = EventPredicate.class,
      required = true)
  default void apdex(
      Map<String, ?> options, Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    RuleFunction<EventPredicate> satisfied = condition("apdex", options, "satisfied");
    RuleFunction<EventPredicate> tolerated = condition("apdex", options, "tolerated");
    events("apdex", () -> new ApdexSpec(interval, satisfied, tolerated), body);
  }

  /** In each interval, the events at these points of the metrics' distribution. */
  @Verb(
      in = Scope.EVENT,
      usage = "percentiles([0.5, 0.95, 0.99], every: 10.seconds, error: 0.01) { … }")
  @Option(name = "every", type = Duration.class, required = true)
  @Option(name = "over", type = Duration.class)
  @Option(name = "error", type = Number.class)
  default void percentiles(
      Map<String, ?> options, List<? extends Number> points, @Opens(Scope.EVENT) Closure<?> body) {
    Duration every = required("percentiles", options, "every", Duration.class);
    Duration over = optional("percentiles", options, "over", Duration.class, every);
    Number error = optional("percentiles", options, "error", Number.class, 0.01);
    events(
        "percentiles",
        () -> {
          List<Double> all = points.stream().map(Number::doubleValue).toList();
          if (options.get("error") != null) {
            return new PercentileEstimatesSpec(all, every, over, error.doubleValue());
          }
          if (options.get("over") != null) {
            throw new IllegalArgumentException(
                "percentiles: over needs error, as in error: 0.01; for exact ones use"
                    + " sliding(…) { fold(percentile(0.99)) }");
          }
          return new PercentilesSpec(all, every);
        },
        body);
  }

  /** In each interval, about how many distinct values there were. */
  @Verb(in = Scope.EVENT, usage = "distinct(every: 1.minute, error: 0.02) { host } { … }")
  @Option(name = "every", type = Duration.class, required = true)
  @Option(name = "error", type = Number.class)
  default void distinct(
      Map<String, ?> options,
      RuleFunction<EventFunction> value,
      @Opens(Scope.EVENT) Closure<?> body) {
    Duration every = required("distinct", options, "every", Duration.class);
    double error =
        optional("distinct", options, "error", Number.class, DistinctSpec.DEFAULT_ERROR)
            .doubleValue();
    events("distinct", () -> new DistinctSpec(every, error, value), body);
  }

  /** The hosts and services of the k highest values. */
  @Verb(in = Scope.EVENT, usage = "top(10) { metric } { … } or top(10) { metric } { … } { rest… }")
  default void top(int k, RuleFunction<EventFunction> value, @Opens(Scope.EVENT) Closure<?> body) {
    events("top", () -> new TopSpec(k, value), body);
  }

  /** The same, and in the second block all others. */
  @SameVerb
  default void top(
      int k,
      RuleFunction<EventFunction> value,
      @Opens(Scope.EVENT) Closure<?> body,
      @Opens(Scope.EVENT) Closure<?> rest) {
    if (!build().allows("top", Scope.EVENT)) {
      return;
    }
    build()
        .stage(
            () -> new TopSpec(k, value),
            new Block(Scope.EVENT, body),
            new Block(Scope.EVENT, rest));
  }
}
