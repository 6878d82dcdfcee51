package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RouteBuilder;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.filter.ExpiredSpec;
import io.tocsin.stream.filter.LiveSpec;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.filter.TaggedSpec;
import io.tocsin.stream.filter.UnderSpec;
import io.tocsin.stream.filter.WhereSpec;
import java.util.List;

/** Verbs that let some events through. */
public interface FilterVerbs extends Verbs {

  /** Events for which the block is true. */
  @Verb(
      in = Scope.EVENT,
      usage = "where { condition } { … } or where { condition } { … } { otherwise … }")
  default void where(RuleFunction<EventPredicate> condition, @Opens(Scope.EVENT) Closure<?> body) {
    events("where", () -> new WhereSpec(condition), body);
  }

  /** Events for which the condition is true, and, in the second block, all others. */
  @SameVerb
  default void where(
      RuleFunction<EventPredicate> condition,
      @Opens(Scope.EVENT) Closure<?> body,
      @Opens(Scope.EVENT) Closure<?> otherwise) {
    if (!build().allows("where", Scope.EVENT)) {
      return;
    }
    build()
        .stage(
            () -> new WhereSpec(condition),
            new Block(Scope.EVENT, body),
            new Block(Scope.EVENT, otherwise));
  }

  /** The first case that matches takes the event. */
  @Verb(in = Scope.EVENT, usage = "route { when { condition } { … } ; otherwise { … } }")
  default void route(@Opens(Scope.ROUTE) Closure<?> body) {
    if (!build().allows("route", Scope.EVENT)) {
      return;
    }
    RouteBuilder.build(build(), body);
  }

  /** One case of {@code route}. */
  @Verb(in = Scope.ROUTE, usage = "when { condition } { … }")
  default void when(RuleFunction<EventPredicate> condition, @Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("when", Scope.ROUTE)) {
      return;
    }
    RouteBuilder.current(build()).when(condition, body);
  }

  /** What no case of {@code route} took. */
  @Verb(
      in = {Scope.ROUTE, Scope.ROUTE_BY},
      usage = "otherwise { … }")
  default void otherwise(@Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("otherwise", Scope.ROUTE, Scope.ROUTE_BY)) {
      return;
    }
    RouteBuilder.current(build()).otherwise(body);
  }

  /** Events that bear the tag. */
  @Verb(in = Scope.EVENT, usage = "tagged('a', 'b') { … }")
  default void tagged(String tag, @Opens(Scope.EVENT) Closure<?> body) {
    tagged(List.of(tag), body);
  }

  @SameVerb
  default void tagged(String a, String b, @Opens(Scope.EVENT) Closure<?> body) {
    tagged(List.of(a, b), body);
  }

  @SameVerb
  default void tagged(String a, String b, String c, @Opens(Scope.EVENT) Closure<?> body) {
    tagged(List.of(a, b, c), body);
  }

  /** Events that bear all the tags. */
  @SameVerb
  default void tagged(List<String> tags, @Opens(Scope.EVENT) Closure<?> body) {
    events("tagged", () -> new TaggedSpec(tags, true), body);
  }

  /** Events that bear the tag. */
  @Verb(in = Scope.EVENT, usage = "taggedAny('a', 'b') { … }")
  default void taggedAny(String tag, @Opens(Scope.EVENT) Closure<?> body) {
    taggedAny(List.of(tag), body);
  }

  @SameVerb
  default void taggedAny(String a, String b, @Opens(Scope.EVENT) Closure<?> body) {
    taggedAny(List.of(a, b), body);
  }

  @SameVerb
  default void taggedAny(String a, String b, String c, @Opens(Scope.EVENT) Closure<?> body) {
    taggedAny(List.of(a, b, c), body);
  }

  /** Events that bear at least one of the tags. */
  @SameVerb
  default void taggedAny(List<String> tags, @Opens(Scope.EVENT) Closure<?> body) {
    events("taggedAny", () -> new TaggedSpec(tags, false), body);
  }

  /** Events that are expired, by state or by age. */
  @Verb(in = Scope.EVENT, usage = "expired { … }")
  default void expired(@Opens(Scope.EVENT) Closure<?> body) {
    events("expired", ExpiredSpec::new, body);
  }

  /** Events that are not expired. */
  @Verb(in = Scope.EVENT, usage = "live { … }")
  default void live(@Opens(Scope.EVENT) Closure<?> body) {
    events("live", LiveSpec::new, body);
  }

  /** Events whose metric is above a number. */
  @Verb(in = Scope.EVENT, usage = "over(0.9) { … }")
  default void over(Number limit, @Opens(Scope.EVENT) Closure<?> body) {
    events("over", () -> new OverSpec(limit.doubleValue()), body);
  }

  /** Events whose metric is below a number. */
  @Verb(in = Scope.EVENT, usage = "under(0.9) { … }")
  default void under(Number limit, @Opens(Scope.EVENT) Closure<?> body) {
    events("under", () -> new UnderSpec(limit.doubleValue()), body);
  }
}
