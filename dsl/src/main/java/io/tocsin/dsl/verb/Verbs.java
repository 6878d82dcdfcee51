package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the families of verbs have in common: the load they build. Not for use in rules. */
public interface Verbs {

  /** The load this file belongs to. */
  RuleBuilder build();

  /** Adds a stage among events whose block holds events. */
  default void events(String verb, Supplier<OperatorSpec<?, ?>> recipe, @Nullable Closure<?> body) {
    if (build().allows(verb, Scope.EVENT)) {
      build().stage(recipe, new Block(Scope.EVENT, body));
    }
  }

  /** Adds a stage among events whose block holds batches. */
  default void batches(
      String verb, Supplier<OperatorSpec<?, ?>> recipe, @Nullable Closure<?> body) {
    if (build().allows(verb, Scope.EVENT)) {
      build().stage(recipe, new Block(Scope.BATCH, body));
    }
  }

  /** An option that is a condition of an event, and must be there. */
  @SuppressWarnings("unchecked") // the compiler made it of the function type the option names
  default RuleFunction<EventPredicate> condition(String verb, Map<String, ?> options, String name) {
    return required(verb, options, name, RuleFunction.class);
  }

  /** An option that must be there; the compiler cannot see into maps that are put together. */
  default <T> T required(String verb, Map<String, ?> options, String name, Class<T> type) {
    Object value = options.get(name);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    String wanted =
        type == Duration.class
            ? "a length of time such as 10.seconds"
            : type == RuleFunction.class ? "a block" : "a whole number";
    throw build()
        .fail(
            build().place(),
            verb + ": the option '" + name + "' takes " + wanted + ", was " + value,
            "");
  }
}
