package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.partition.BySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fresh copy of the children for each key. */
public interface PartitionVerbs extends Verbs {

  @Verb(
      in = Scope.EVENT,
      usage =
          "by('host', 'service') { … } or by { key } { … } or by('host', ttl: 1.hour, maxKeys: 100000) { … }")
  @Option(name = "ttl", type = Duration.class)
  @Option(name = "maxKeys", type = Integer.class)
  default void by(@FieldName String a, @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a), null, Map.of(), body);
  }

  @SameVerb
  default void by(
      Map<String, ?> options, @FieldName String a, @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a), null, options, body);
  }

  @SameVerb
  default void by(@FieldName String a, @FieldName String b, @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b), null, Map.of(), body);
  }

  @SameVerb
  default void by(
      Map<String, ?> options,
      @FieldName String a,
      @FieldName String b,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b), null, options, body);
  }

  @SameVerb
  default void by(
      @FieldName String a,
      @FieldName String b,
      @FieldName String c,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b, c), null, Map.of(), body);
  }

  @SameVerb
  default void by(
      Map<String, ?> options,
      @FieldName String a,
      @FieldName String b,
      @FieldName String c,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b, c), null, options, body);
  }

  @SameVerb
  default void by(
      @FieldName String a,
      @FieldName String b,
      @FieldName String c,
      @FieldName String d,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b, c, d), null, Map.of(), body);
  }

  @SameVerb
  default void by(
      Map<String, ?> options,
      @FieldName String a,
      @FieldName String b,
      @FieldName String c,
      @FieldName String d,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(Arrays.asList(a, b, c, d), null, options, body);
  }

  /** As {@code by('a', 'b')}, with the names in a list. */
  @SameVerb
  default void by(@FieldName List<String> fields, @Opens(Scope.EVENT) Closure<?> body) {
    copies(fields, null, Map.of(), body);
  }

  /** The key is what the block gives. */
  @SameVerb
  default void by(RuleFunction<EventFunction> key, @Opens(Scope.EVENT) Closure<?> body) {
    copies(List.of(), key, Map.of(), body);
  }

  @SameVerb
  default void by(
      Map<String, ?> options,
      RuleFunction<EventFunction> key,
      @Opens(Scope.EVENT) Closure<?> body) {
    copies(List.of(), key, options, body);
  }

  private void copies(
      List<String> fields,
      @Nullable RuleFunction<EventFunction> key,
      Map<String, ?> options,
      Closure<?> body) {
    if (!fieldNames("by", fields)) {
      return;
    }
    Duration ttl = optional("by", options, "ttl", Duration.class, BySpec.DEFAULT_TTL);
    int maxKeys = optional("by", options, "maxKeys", Integer.class, BySpec.DEFAULT_MAX_KEYS);
    events("by", () -> new BySpec(fields, key, ttl, maxKeys), body);
  }
}
