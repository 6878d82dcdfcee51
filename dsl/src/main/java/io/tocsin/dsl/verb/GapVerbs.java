package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.stream.gap.FillInLastSpec;
import io.tocsin.stream.gap.FillInSpec;
import io.tocsin.stream.gap.InterpolateSpec;
import java.time.Duration;
import java.util.Map;

/** Events for times in which none came. */
public interface GapVerbs extends Verbs {

  /** All events, and the given one after each interval of silence. */
  @Verb(
      in = Scope.EVENT,
      usage = "fillIn(10.seconds, [service: 'a', state: 'silent'], times: 10) { … }")
  @Option(name = "times", type = Integer.class)
  default void fillIn(
      Duration interval, Map<String, ?> fields, @Opens(Scope.EVENT) Closure<?> body) {
    events("fillIn", () -> new FillInSpec(interval, fields), body);
  }

  @SameVerb
  default void fillIn(
      Map<String, ?> options,
      Duration interval,
      Map<String, ?> fields,
      @Opens(Scope.EVENT) Closure<?> body) {
    int times = optional("fillIn", options, "times", Integer.class, 1);
    events(
        "fillIn",
        () ->
            options.get("times") == null
                ? new FillInSpec(interval, fields)
                : new FillInSpec(interval, fields, times),
        body);
  }

  /** All events, and the last one after each interval of silence. */
  @Verb(in = Scope.EVENT, usage = "fillInLast(10.seconds, [state: 'silent'], times: 10) { … }")
  @Option(name = "times", type = Integer.class)
  default void fillInLast(Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    fillInLast(interval, Map.of(), body);
  }

  @SameVerb
  default void fillInLast(
      Map<String, ?> options, Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    fillInLast(options, interval, Map.of(), body);
  }

  @SameVerb
  default void fillInLast(
      Duration interval, Map<String, ?> changes, @Opens(Scope.EVENT) Closure<?> body) {
    events("fillInLast", () -> new FillInLastSpec(interval, changes), body);
  }

  @SameVerb
  default void fillInLast(
      Map<String, ?> options,
      Duration interval,
      Map<String, ?> changes,
      @Opens(Scope.EVENT) Closure<?> body) {
    int times = optional("fillInLast", options, "times", Integer.class, 1);
    events(
        "fillInLast",
        () ->
            options.get("times") == null
                ? new FillInLastSpec(interval, changes)
                : new FillInLastSpec(interval, changes, times),
        body);
  }

  /** The last event at a steady pace until it is too old. */
  @Verb(in = Scope.EVENT, usage = "interpolate(10.seconds) { … }")
  default void interpolate(Duration interval, @Opens(Scope.EVENT) Closure<?> body) {
    events("interpolate", () -> new InterpolateSpec(interval), body);
  }
}
