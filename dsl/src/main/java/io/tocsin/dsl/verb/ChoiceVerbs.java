package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RouteBuilder;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.filter.ExclusiveSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Verbs that choose one of several ways by a value. */
public interface ChoiceVerbs extends Verbs {

  /** The first case that holds the value takes the event. */
  @Verb(
      in = Scope.EVENT,
      usage = "routeBy { state } { on('ok', ~/warn.*/) { … } ; on(3..5) { … } ; otherwise { … } }")
  default void routeBy(RuleFunction<EventFunction> value, @Opens(Scope.ROUTE_BY) Closure<?> body) {
    if (!build().allows("routeBy", Scope.EVENT)) {
      return;
    }
    RouteBuilder.build(build(), value, body);
  }

  @SameVerb
  default void routeBy(@FieldName String field, @Opens(Scope.ROUTE_BY) Closure<?> body) {
    routeBy(FieldFunctions.of(field), body);
  }

  /** One case of {@code routeBy}: any of its values; a list counts as its elements. */
  @Verb(in = Scope.ROUTE_BY, usage = "on('critical', ~/warn.*/, 3..5) { … }")
  default void on(@Nullable Object a, @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a);
  }

  @SameVerb
  default void on(@Nullable Object a, @Nullable Object b, @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a, b);
  }

  @SameVerb
  default void on(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a, b, c);
  }

  @SameVerb
  default void on(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a, b, c, d);
  }

  @SameVerb
  default void on(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a, b, c, d, e);
  }

  @SameVerb
  default void on(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Nullable Object f,
      @Opens(Scope.EVENT) Closure<?> body) {
    addCase(body, a, b, c, d, e, f);
  }

  private void addCase(Closure<?> body, @Nullable Object... values) {
    if (build().allows("on", Scope.ROUTE_BY)) {
      RouteBuilder.current(build()).on(Arrays.asList(values), body);
    }
  }

  /** One of two ways is in force at a time; the other gets an expired copy first. */
  @Verb(in = Scope.EVENT, usage = "exclusive { condition } { … } { otherwise … }")
  default void exclusive(
      RuleFunction<EventPredicate> condition,
      @Opens(Scope.EVENT) Closure<?> body,
      @Opens(Scope.EVENT) Closure<?> otherwise) {
    if (!build().allows("exclusive", Scope.EVENT)) {
      return;
    }
    build()
        .stage(
            () -> new ExclusiveSpec(condition),
            new Block(Scope.EVENT, body),
            new Block(Scope.EVENT, otherwise));
  }
}
