package io.tocsin.dsl.internal;

import io.tocsin.stream.BatchFunction;
import io.tocsin.stream.EventExpander;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.ValueFunction;

/**
 * Wraps a compiled lambda with its identity. The compiler emits calls of these: one method for each
 * functional interface gives the lambda its target type. Public because compiled rules call it.
 */
public final class RuleFunctions {

  private RuleFunctions() {}

  public static RuleFunction<EventPredicate> predicate(
      EventPredicate function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<EventPredicate> predicate(
      EventPredicate function, String source, Object[] captured, RuleGuard[] guards) {
    return RuleFunction.of(function, source, captured).guardedBy(RuleGuard.known(guards));
  }

  public static RuleFunction<EventFunction> function(
      EventFunction function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<EventMapper> mapper(
      EventMapper function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<EventExpander> expander(
      EventExpander function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<EventReducer> reducer(
      EventReducer function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<BatchFunction> batch(
      BatchFunction function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }

  public static RuleFunction<ValueFunction> value(
      ValueFunction function, String source, Object[] captured) {
    return RuleFunction.of(function, source, captured);
  }
}
