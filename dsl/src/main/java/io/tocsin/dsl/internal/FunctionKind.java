package io.tocsin.dsl.internal;

import io.tocsin.stream.BatchFunction;
import io.tocsin.stream.EventExpander;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.ValueFunction;

/** The kinds of blocks that run for each item, and what they become. */
enum FunctionKind {
  PREDICATE(EventPredicate.class, "predicate", "event"),
  FUNCTION(EventFunction.class, "function", "event"),
  MAPPER(EventMapper.class, "mapper", "event"),
  EXPANDER(EventExpander.class, "expander", "event"),
  REDUCER(EventReducer.class, "reducer", "event"),
  BATCH(BatchFunction.class, "batch", "events"),
  VALUE(ValueFunction.class, "value", "it");

  private final Class<?> type;
  private final String factory;
  private final String parameter;

  FunctionKind(Class<?> type, String factory, String parameter) {
    this.type = type;
    this.factory = factory;
    this.parameter = parameter;
  }

  static FunctionKind of(Class<?> functionalInterface) {
    for (FunctionKind kind : values()) {
      if (kind.type == functionalInterface) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of rule function: " + functionalInterface);
  }

  /** The method of {@link RuleFunctions} that wraps it. */
  String factory() {
    return factory;
  }

  /** How many parameters of its own it may name; the last is its item. */
  int parameters() {
    return this == REDUCER ? 2 : 1;
  }

  /** What a message calls its parameter. */
  String parameter() {
    return parameter;
  }

  /** Whether the fields of an event can be named in it. */
  boolean hasEvent() {
    return this != BATCH && this != VALUE;
  }
}
