package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.combine.ProjectSpec;
import io.tocsin.stream.window.SessionSpec;
import io.tocsin.stream.window.SlidingCountSpec;
import io.tocsin.stream.window.SlidingSpec;
import io.tocsin.stream.window.TumblingCountSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Windows over time or over counts of events. */
public interface WindowVerbs extends Verbs {

  /** Windows that follow one another. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "tumbling(1.minute, lateness: 1.second, aligned: true, empty: false) { … } or tumbling(events: 100) { … }")
  default void tumbling(Duration length, @Opens(Scope.BATCH) Closure<?> body) {
    tumbling(Map.of(), length, body);
  }

  @Verb(
      in = Scope.EVENT,
      usage =
          "tumbling(1.minute, lateness: 1.second, aligned: true, empty: false) { … } or tumbling(events: 100) { … }")
  @Option(name = "lateness", type = Duration.class)
  @Option(name = "aligned", type = Boolean.class)
  @Option(name = "empty", type = Boolean.class)
  default void tumbling(
      Map<String, ?> options, Duration length, @Opens(Scope.BATCH) Closure<?> body) {
    Duration lateness =
        optional("tumbling", options, "lateness", Duration.class, Duration.ofSeconds(1));
    boolean aligned = optional("tumbling", options, "aligned", Boolean.class, true);
    boolean empty = optional("tumbling", options, "empty", Boolean.class, false);
    batches("tumbling", () -> new TumblingSpec(length, lateness, aligned, empty), body);
  }

  /** Windows of exactly so many events. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "tumbling(1.minute, lateness: 1.second, aligned: true, empty: false) { … } or tumbling(events: 100) { … }")
  @Option(name = "events", type = Integer.class, required = true)
  default void tumbling(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    int events = required("tumbling", options, "events", Integer.class);
    batches("tumbling", () -> new TumblingCountSpec(events), body);
  }

  /** At each event, the events of so long before it. */
  @Verb(in = Scope.EVENT, usage = "sliding(1.minute) { … } or sliding(events: 100) { … }")
  @Option(name = "events", type = Integer.class, required = true)
  default void sliding(Duration length, @Opens(Scope.BATCH) Closure<?> body) {
    batches("sliding", () -> new SlidingSpec(length), body);
  }

  /** At each event, the last so many events. */
  @SameVerb
  default void sliding(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    int events = required("sliding", options, "events", Integer.class);
    batches("sliding", () -> new SlidingCountSpec(events), body);
  }

  /** The events between two silences. */
  @Verb(in = Scope.EVENT, usage = "session(gap: 5.minutes, lateness: 1.second) { … }")
  @Option(name = "gap", type = Duration.class, required = true)
  @Option(name = "lateness", type = Duration.class)
  default void session(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    Duration gap = required("session", options, "gap", Duration.class);
    Duration lateness =
        optional("session", options, "lateness", Duration.class, TumblingSpec.DEFAULT_LATENESS);
    batches("session", () -> new SessionSpec(gap, lateness), body);
  }

  /** The last event of each condition, all together, whenever one comes. */
  @Verb(in = Scope.EVENT, usage = "project([{ condition }, { condition }]) { … }")
  default void project(
      List<RuleFunction<EventPredicate>> conditions, @Opens(Scope.BATCH) Closure<?> body) {
    batches("project", () -> new ProjectSpec(conditions), body);
  }
}
