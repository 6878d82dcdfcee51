package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.event.Event;
import io.tocsin.stream.EventExpander;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.ValueFunction;
import io.tocsin.stream.map.AdjustSpec;
import io.tocsin.stream.map.DefaultsSpec;
import io.tocsin.stream.map.FlatMapSpec;
import io.tocsin.stream.map.MapSpec;
import io.tocsin.stream.map.ReduceSpec;
import io.tocsin.stream.map.ScaleSpec;
import io.tocsin.stream.map.SetSpec;
import io.tocsin.stream.map.TagSpec;
import io.tocsin.stream.map.UntagSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verbs that change events on their way. */
public interface ChangeVerbs extends Verbs {

  /** Sets fields or attributes; null removes. */
  @Verb(in = Scope.EVENT, usage = "set(state: 'ok', metric: 1) { … }")
  @AnyOption
  default void set(Map<String, ?> fields, @Opens(Scope.EVENT) Closure<?> body) {
    events("set", () -> new SetSpec(fields), body);
  }

  /** Sets fields or attributes where they are absent. */
  @Verb(in = Scope.EVENT, usage = "defaults(ttl: 60.seconds) { … }")
  @AnyOption
  default void defaults(Map<String, ?> fields, @Opens(Scope.EVENT) Closure<?> body) {
    events("defaults", () -> new DefaultsSpec(fields), body);
  }

  /** Makes a field's value of the present one, called {@code it}. */
  @Verb(in = Scope.EVENT, usage = "adjust('service') { it + ' rate' } { … }")
  default void adjust(
      @FieldName String field,
      RuleFunction<ValueFunction> value,
      @Opens(Scope.EVENT) Closure<?> body) {
    fieldNames("adjust", Arrays.asList(field));
    events("adjust", () -> new AdjustSpec(field, value), body);
  }

  /** Multiplies the metric. */
  @Verb(in = Scope.EVENT, usage = "scale(0.001) { … }")
  default void scale(Number factor, @Opens(Scope.EVENT) Closure<?> body) {
    events("scale", () -> new ScaleSpec(factor.doubleValue()), body);
  }

  /** Adds a tag. */
  @Verb(in = Scope.EVENT, usage = "tag('a', 'b') { … }")
  default void tag(String tag, @Opens(Scope.EVENT) Closure<?> body) {
    tag(List.of(tag), body);
  }

  @SameVerb
  default void tag(String a, String b, @Opens(Scope.EVENT) Closure<?> body) {
    tag(List.of(a, b), body);
  }

  @SameVerb
  default void tag(String a, String b, String c, @Opens(Scope.EVENT) Closure<?> body) {
    tag(List.of(a, b, c), body);
  }

  /** Adds tags. */
  @SameVerb
  default void tag(List<String> tags, @Opens(Scope.EVENT) Closure<?> body) {
    events("tag", () -> new TagSpec(tags), body);
  }

  /** Removes a tag. */
  @Verb(in = Scope.EVENT, usage = "untag('a', 'b') { … }")
  default void untag(String tag, @Opens(Scope.EVENT) Closure<?> body) {
    untag(List.of(tag), body);
  }

  @SameVerb
  default void untag(String a, String b, @Opens(Scope.EVENT) Closure<?> body) {
    untag(List.of(a, b), body);
  }

  @SameVerb
  default void untag(String a, String b, String c, @Opens(Scope.EVENT) Closure<?> body) {
    untag(List.of(a, b, c), body);
  }

  /** Removes tags. */
  @SameVerb
  default void untag(List<String> tags, @Opens(Scope.EVENT) Closure<?> body) {
    events("untag", () -> new UntagSpec(tags), body);
  }

  /** Another event made of each; null lets nothing go on. */
  @Verb(in = Scope.EVENT, usage = "map { e -> e.set(metric: 1) } { … }")
  default void map(RuleFunction<EventMapper> mapper, @Opens(Scope.EVENT) Closure<?> body) {
    events("map", () -> new MapSpec(mapper), body);
  }

  /** Several events made of each; null or an empty list lets nothing go on. */
  @Verb(in = Scope.EVENT, usage = "flatMap { e -> [e, e.set(metric: 1)] } { … }")
  default void flatMap(RuleFunction<EventExpander> expander, @Opens(Scope.EVENT) Closure<?> body) {
    events("flatMap", () -> new FlatMapSpec(expander), body);
  }

  /** One event made of all so far; the first goes on as it is. */
  @Verb(
      in = Scope.EVENT,
      usage =
          "reduce { acc, e -> e.set(metric: acc.metric + e.metric) } { … } or reduce(init) { acc, e -> … } { … }")
  default void reduce(RuleFunction<EventReducer> reducer, @Opens(Scope.EVENT) Closure<?> body) {
    reduce(null, reducer, body);
  }

  /** The same with an event that the first is added to. */
  @SameVerb
  default void reduce(
      @Nullable Event init,
      RuleFunction<EventReducer> reducer,
      @Opens(Scope.EVENT) Closure<?> body) {
    events("reduce", () -> new ReduceSpec(init, reducer), body);
  }
}
