package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.stream.rate.DdtIntervalSpec;
import io.tocsin.stream.trend.ClockSkewSpec;
import io.tocsin.stream.trend.CounterSpec;
import io.tocsin.stream.trend.DdtSpec;
import io.tocsin.stream.trend.EwmaRatioSpec;
import io.tocsin.stream.trend.EwmaSpec;
import io.tocsin.stream.trend.PredictLinearSpec;
import java.time.Duration;
import java.util.Map;

/** Statistics that follow every event. */
public interface TrendVerbs extends Verbs {

  /** The sum of all metrics so far. */
  @Verb(in = Scope.EVENT, usage = "counter { … } or counter(100) { … }")
  default void counter(@Opens(Scope.EVENT) Closure<?> body) {
    counter(0, body);
  }

  /** The same with a number to begin with. */
  @SameVerb
  default void counter(Number start, @Opens(Scope.EVENT) Closure<?> body) {
    events("counter", () -> new CounterSpec(start), body);
  }

  /** An average in which older metrics weigh less, by their age or by their number. */
  @Verb(in = Scope.EVENT, usage = "ewma(halfLife: 1.minute) { … } or ewma(ratio: 0.1) { … }")
  @Option(name = "halfLife", type = Duration.class)
  @Option(name = "ratio", type = Number.class)
  default void ewma(Map<String, ?> options, @Opens(Scope.EVENT) Closure<?> body) {
    Object halfLife = options.get("halfLife");
    Object ratio = options.get("ratio");
    events(
        "ewma",
        () -> {
          if (halfLife instanceof Duration d && ratio == null) {
            return new EwmaSpec(d);
          }
          if (ratio instanceof Number n && halfLife == null) {
            return new EwmaRatioSpec(n.doubleValue());
          }
          throw new IllegalArgumentException(
              "ewma: takes either halfLife, a length of time, or ratio, a number");
        },
        body);
  }

  /** The change of the metric by the second, from one event to the next. */
  @Verb(in = Scope.EVENT, usage = "ddt { … } or ddt(10.seconds) { … }")
  default void ddt(@Opens(Scope.EVENT) Closure<?> body) {
    events("ddt", DdtSpec::new, body);
  }

  /** The same from one interval to the next. */
  @SameVerb
  default void ddt(Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    events("ddt", () -> new DdtIntervalSpec(interval), body);
  }

  /** What the metric will be if it goes on as in the last n events. */
  @Verb(in = Scope.EVENT, usage = "predictLinear(10, ahead: 1.hour, every: 1.minute) { … }")
  @Option(name = "ahead", type = Duration.class, required = true)
  @Option(name = "every", type = Duration.class)
  default void predictLinear(
      Map<String, ?> options, int events, @Opens(Scope.EVENT) Closure<?> body) {
    Duration ahead = required("predictLinear", options, "ahead", Duration.class);
    Duration every = optional("predictLinear", options, "every", Duration.class, Duration.ZERO);
    events("predictLinear", () -> new PredictLinearSpec(events, ahead, every), body);
  }

  /** How far each host's clock is ahead of the median of all. */
  @Verb(in = Scope.EVENT, usage = "clockSkew { … }")
  default void clockSkew(@Opens(Scope.EVENT) Closure<?> body) {
    events("clockSkew", ClockSkewSpec::new, body);
  }
}
