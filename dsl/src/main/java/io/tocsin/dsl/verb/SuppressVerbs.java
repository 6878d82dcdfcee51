package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.FieldNames;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.dsl.internal.RuleFunctions;
import io.tocsin.event.EventFields;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.stream.suppress.ChangedSpec;
import io.tocsin.stream.suppress.ChangedStateSpec;
import io.tocsin.stream.suppress.CoalesceSpec;
import io.tocsin.stream.suppress.DedupeSpec;
import io.tocsin.stream.suppress.RollupSpec;
import io.tocsin.stream.suppress.RunsSpec;
import io.tocsin.stream.suppress.StableSpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verbs that hold events back: edges, flapping, rates. */
public interface SuppressVerbs extends Verbs {

  /** Events whose value differs from the one before. */
  @Verb(
      in = Scope.EVENT,
      usage = "changed { state } { … } or changed('state', init: 'ok', pairs: true) { … }")
  @Option(name = "init", type = Object.class)
  @Option(name = "pairs", type = Boolean.class)
  default void changed(RuleFunction<EventFunction> value, @Opens(Scope.EVENT) Closure<?> body) {
    events("changed", () -> new ChangedSpec(value, null, false), body);
  }

  @SameVerb
  default void changed(@FieldName String field, @Opens(Scope.EVENT) Closure<?> body) {
    changed(field("changed", field), body);
  }

  /** With {@code pairs: true} the block holds batches of the previous event and this one. */
  @SameVerb
  default void changed(
      Map<String, ?> options, @FieldName String field, @Opens(Scope.ANY) Closure<?> body) {
    changed(options, field("changed", field), body);
  }

  @SameVerb
  default void changed(
      Map<String, ?> options,
      RuleFunction<EventFunction> value,
      @Opens(Scope.ANY) Closure<?> body) {
    boolean pairs = optional("changed", options, "pairs", Boolean.class, false);
    Object given = options.get("init");
    Object init = given instanceof CharSequence ? given.toString() : given;
    if (!build().allows("changed", Scope.EVENT)) {
      return;
    }
    build()
        .stage(
            () -> new ChangedSpec(value, init, pairs),
            new Block(pairs ? Scope.BATCH : Scope.EVENT, body));
  }

  /** A change of state, for each host and service by itself. */
  @Verb(in = Scope.EVENT, usage = "changedState { … }")
  default void changedState(@Opens(Scope.EVENT) Closure<?> body) {
    events(
        "changedState",
        () ->
            new ChangedStateSpec(
                ChangedStateSpec.DEFAULT_TTL, io.tocsin.stream.partition.BySpec.DEFAULT_MAX_KEYS),
        body);
  }

  /** The newest event when the last n had one value. */
  @Verb(in = Scope.EVENT, usage = "runs(3) { state } { … } or runs(3, 'state') { … }")
  default void runs(int n, RuleFunction<EventFunction> value, @Opens(Scope.EVENT) Closure<?> body) {
    events("runs", () -> new RunsSpec(n, value), body);
  }

  @SameVerb
  default void runs(int n, @FieldName String field, @Opens(Scope.EVENT) Closure<?> body) {
    runs(n, field("runs", field), body);
  }

  /** Events once their value has been the same for so long. */
  @Verb(
      in = Scope.EVENT,
      usage = "stable(30.seconds) { state } { … } or stable(30.seconds, 'state') { … }")
  default void stable(
      Duration length, RuleFunction<EventFunction> value, @Opens(Scope.EVENT) Closure<?> body) {
    events("stable", () -> new StableSpec(length, value), body);
  }

  @SameVerb
  default void stable(
      Duration length, @FieldName String field, @Opens(Scope.EVENT) Closure<?> body) {
    stable(length, field("stable", field), body);
  }

  /** The first event of each key; further ones only after a time. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "dedupe(by: ['host', 'service'], within: 1.minute, maxKeys: 100000) { … } or dedupe(within: 1.minute) { key } { … }")
  @Option(
      name = "by",
      type = {String.class, List.class},
      required = true)
  @Option(name = "within", type = Duration.class, required = true)
  @Option(name = "maxKeys", type = Integer.class)
  default void dedupe(Map<String, ?> options, @Opens(Scope.EVENT) Closure<?> body) {
    Object by = options.get("by");
    List<String> fields = new ArrayList<>();
    for (Object field : by instanceof List<?> names ? names : Collections.singletonList(by)) {
      fields.add(FieldNames.checked(build(), String.valueOf(field)));
    }
    dedupe(options, fields, null, body);
  }

  @Verb(
      in = Scope.EVENT,
      usage =
          "dedupe(by: ['host', 'service'], within: 1.minute, maxKeys: 100000) { … } or dedupe(within: 1.minute) { key } { … }")
  @Option(name = "within", type = Duration.class, required = true)
  @Option(name = "maxKeys", type = Integer.class)
  default void dedupe(
      Map<String, ?> options,
      RuleFunction<EventFunction> key,
      @Opens(Scope.EVENT) Closure<?> body) {
    dedupe(options, List.of(), key, body);
  }

  private void dedupe(
      Map<String, ?> options,
      List<String> fields,
      @Nullable RuleFunction<EventFunction> key,
      Closure<?> body) {
    Duration within = required("dedupe", options, "within", Duration.class);
    int maxKeys =
        optional("dedupe", options, "maxKeys", Integer.class, DedupeSpec.DEFAULT_MAX_KEYS);
    events("dedupe", () -> new DedupeSpec(fields, key, within, maxKeys), body);
  }

  /** At most n in each interval; the rest is dropped and counted. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "throttle(3, per: 1.hour) { … }")
  @Option(name = "per", type = Duration.class, required = true)
  default void throttle(Map<String, ?> options, int n, @Opens(Scope.SAME) Closure<?> body) {
    if (!build().allows("throttle", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    Duration per = required("throttle", options, "per", Duration.class);
    build().stage(() -> new ThrottleSpec(n, per), new Block(Scope.SAME, body));
  }

  /** The first n of an interval at once, each alone; the rest in one batch at its end. */
  @Verb(in = Scope.EVENT, usage = "rollup(1, per: 1.hour) { … }")
  @Option(name = "per", type = Duration.class, required = true)
  default void rollup(Map<String, ?> options, int n, @Opens(Scope.BATCH) Closure<?> body) {
    Duration per = required("rollup", options, "per", Duration.class);
    batches("rollup", () -> new RollupSpec(n, per), body);
  }

  /** Batches of n, or of what there is when the interval ends. */
  @Verb(in = Scope.EVENT, usage = "batch(100, within: 10.seconds) { … }")
  @Option(name = "within", type = Duration.class, required = true)
  default void batch(Map<String, ?> options, int n, @Opens(Scope.BATCH) Closure<?> body) {
    Duration within = required("batch", options, "within", Duration.class);
    batches("batch", () -> new BatchSpec(n, within), body);
  }

  /** The latest event of each host and service, all of them, in each interval. */
  @Verb(in = Scope.EVENT, usage = "coalesce(every: 10.seconds) { … }")
  @Option(name = "every", type = Duration.class, required = true)
  default void coalesce(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    Duration every = required("coalesce", options, "every", Duration.class);
    batches("coalesce", () -> new CoalesceSpec(every), body);
  }

  private RuleFunction<EventFunction> field(String verb, String name) {
    fieldNames(verb, Arrays.asList(name));
    return RuleFunctions.function(
        (event, now) -> EventFields.get(event, name), name, new Object[0]);
  }
}
