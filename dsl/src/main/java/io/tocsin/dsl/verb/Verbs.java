package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.OperatorSpec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the families of verbs have in common: the load they build. Not for use in rules. */
public interface Verbs {

  /** The load this file belongs to. */
  RuleBuilder build();

  /** Adds a stage among events whose block holds events. */
  default void events(String verb, Supplier<OperatorSpec<?, ?>> recipe, @Nullable Closure<?> body) {
    build().require(verb, Scope.EVENT);
    build().stage(recipe, new Block(Scope.EVENT, body));
  }

  /** Adds a stage among events whose block holds batches. */
  default void batches(
      String verb, Supplier<OperatorSpec<?, ?>> recipe, @Nullable Closure<?> body) {
    build().require(verb, Scope.EVENT);
    build().stage(recipe, new Block(Scope.BATCH, body));
  }
}
