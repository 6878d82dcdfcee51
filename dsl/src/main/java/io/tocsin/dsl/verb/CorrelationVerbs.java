package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.correlation.AbsentSpec;
import io.tocsin.stream.correlation.DependsOnSpec;
import io.tocsin.stream.correlation.SequenceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verbs that see an event in the light of others. */
public interface CorrelationVerbs extends Verbs {

  /** Events while what they depend on is well, and, in the second block, the others. */
  @Verb(
      in = Scope.EVENT,
      usage = "dependsOn(service: 'mysql', host: 'db1', state: 'ok') { … } { otherwise … }")
  @Option(
      name = "service",
      type = {String.class, List.class},
      required = true)
  @Option(name = "host", type = String.class)
  @Option(
      name = "state",
      type = {String.class, List.class})
  @Option(name = "any", type = Boolean.class)
  default void dependsOn(
      Map<String, ?> options,
      @Opens(Scope.EVENT) Closure<?> body,
      @Opens(Scope.EVENT) Closure<?> otherwise) {
    depends(options, new Block(Scope.EVENT, body), new Block(Scope.EVENT, otherwise));
  }

  @SameVerb
  default void dependsOn(Map<String, ?> options, @Opens(Scope.EVENT) Closure<?> body) {
    depends(options, new Block(Scope.EVENT, body));
  }

  /** Says of each key that nothing comes any more, and that it comes again. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "absent('host', 'service', within: 90.seconds, firstSeen: true, expected: [['a', 'b']]) { … }")
  @Option(name = "within", type = Duration.class, required = true)
  @Option(name = "firstSeen", type = Boolean.class)
  @Option(name = "expected", type = List.class)
  @Option(name = "ttl", type = Duration.class)
  @Option(name = "maxKeys", type = Integer.class)
  default void absent(
      Map<String, ?> options, @FieldName String a, @Opens(Scope.EVENT) Closure<?> body) {
    absent(options, List.of(a), body);
  }

  @SameVerb
  default void absent(
      Map<String, ?> options,
      @FieldName String a,
      @FieldName String b,
      @Opens(Scope.EVENT) Closure<?> body) {
    absent(options, List.of(a, b), body);
  }

  @SameVerb
  default void absent(
      Map<String, ?> options,
      @FieldName String a,
      @FieldName String b,
      @FieldName String c,
      @Opens(Scope.EVENT) Closure<?> body) {
    absent(options, List.of(a, b, c), body);
  }

  /** As {@code absent('a', 'b')}, with the names in a list. */
  @SameVerb
  default void absent(
      Map<String, ?> options, List<String> fields, @Opens(Scope.EVENT) Closure<?> body) {
    if (!fieldNames("absent", fields)) {
      return;
    }
    Duration within = required("absent", options, "within", Duration.class);
    boolean firstSeen = optional("absent", options, "firstSeen", Boolean.class, false);
    Duration ttl = optional("absent", options, "ttl", Duration.class, AbsentSpec.DEFAULT_TTL);
    int maxKeys =
        optional("absent", options, "maxKeys", Integer.class, AbsentSpec.DEFAULT_MAX_KEYS);
    events(
        "absent",
        () ->
            new AbsentSpec(fields, within, firstSeen, keys(options.get("expected")), ttl, maxKeys),
        body);
  }

  /** A key of one field may be written without a list of its own. */
  private static List<List<@Nullable Object>> keys(@Nullable Object expected) {
    List<List<@Nullable Object>> keys = new ArrayList<>();
    if (expected instanceof List<?> all) {
      for (Object key : all) {
        keys.add(
            key instanceof List<?> values
                ? new ArrayList<>(values)
                : Collections.singletonList(key));
      }
    }
    return keys;
  }

  /** Batches of events that follow one another, and, in the second block, what was not finished. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "sequence([{ first }, { then }], within: 1.minute, by: 'host') { matched } { missed }")
  @Option(name = "within", type = Duration.class, required = true)
  @Option(
      name = "by",
      type = {String.class, List.class})
  @Option(name = "maxOpen", type = Integer.class)
  @Option(name = "all", type = Boolean.class)
  default void sequence(
      Map<String, ?> options,
      List<RuleFunction<EventPredicate>> steps,
      @Opens(Scope.BATCH) Closure<?> matched,
      @Opens(Scope.BATCH) Closure<?> missed) {
    sequence(options, steps, new Block(Scope.BATCH, matched), new Block(Scope.BATCH, missed));
  }

  @SameVerb
  default void sequence(
      Map<String, ?> options,
      List<RuleFunction<EventPredicate>> steps,
      @Opens(Scope.BATCH) Closure<?> matched) {
    sequence(options, steps, new Block(Scope.BATCH, matched));
  }

  private void sequence(
      Map<String, ?> options, List<RuleFunction<EventPredicate>> steps, Block... blocks) {
    if (!build().allows("sequence", Scope.EVENT)) {
      return;
    }
    Duration within = required("sequence", options, "within", Duration.class);
    int maxOpen =
        optional("sequence", options, "maxOpen", Integer.class, SequenceSpec.DEFAULT_MAX_OPEN);
    boolean all = optional("sequence", options, "all", Boolean.class, false);
    List<String> by = texts(options.get("by"), List.of());
    if (!fieldNames("sequence", by)) {
      return;
    }
    build().stage(() -> new SequenceSpec(steps, within, by, maxOpen, all), blocks);
  }

  private void depends(Map<String, ?> options, Block... blocks) {
    if (!build().allows("dependsOn", Scope.EVENT)) {
      return;
    }
    Object host = options.get("host");
    boolean any = optional("dependsOn", options, "any", Boolean.class, false);
    build()
        .stage(
            () ->
                new DependsOnSpec(
                    texts(options.get("service"), List.of()),
                    host == null ? null : host.toString(),
                    texts(options.get("state"), DependsOnSpec.DEFAULT_STATES),
                    any),
            blocks);
  }

  private static List<String> texts(@Nullable Object value, List<String> otherwise) {
    if (value == null) {
      return otherwise;
    }
    return value instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }
}
