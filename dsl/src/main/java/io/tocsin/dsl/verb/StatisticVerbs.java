package io.tocsin.dsl.verb;

import groovy.lang.Closure;
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

  /** In each interval, the events at these points of the metrics' distribution. */
  @Verb(in = Scope.EVENT, usage = "percentiles([0.5, 0.95, 0.99], every: 10.seconds) { … }")
  @Option(name = "every", type = Duration.class, required = true)
  default void percentiles(
      Map<String, ?> options, List<? extends Number> points, @Opens(Scope.EVENT) Closure<?> body) {
    Duration every = required("percentiles", options, "every", Duration.class);
    events(
        "percentiles",
        () -> new PercentilesSpec(points.stream().map(Number::doubleValue).toList(), every),
        body);
  }
}
