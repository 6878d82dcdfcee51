package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.internal.FieldNames;
import io.tocsin.dsl.internal.OptionValues;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.OperatorSpec;
import java.util.List;
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

  /** An option that must be there; the compiler cannot see into maps that are put together. */
  default <T> T required(String verb, Map<String, ?> options, String name, Class<T> type) {
    Object value = options.get(name);
    if (OptionValues.fits(type, value)) {
      return OptionValues.as(type, value);
    }
    throw build().fail(build().place(), OptionValues.wrong(verb, name, type, value), "");
  }

  /**
   * An option that may be absent. A value of another type, which only the run can tell of what is
   * not written out, is noted as a problem.
   */
  default <T> T optional(
      String verb, Map<String, ?> options, String name, Class<T> type, T otherwise) {
    Object value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    if (OptionValues.fits(type, value)) {
      return OptionValues.as(type, value);
    }
    build()
        .problem(Problem.error(build().place(), OptionValues.wrong(verb, name, type, value), ""));
    return otherwise;
  }

  /**
   * Whether texts that name fields do; the compiler sees only those that are written out. One that
   * does not is noted as a problem.
   */
  default boolean fieldNames(String verb, List<? extends @Nullable CharSequence> names) {
    int known = build().problemCount();
    for (CharSequence name : names) {
      if (name == null) {
        build()
            .problem(Problem.error(build().place(), verb + ": the name of a field is missing", ""));
      } else if (!FieldNames.isKnown(name.toString())) {
        build().problem(FieldNames.unknown(build().place(), name.toString()));
      }
    }
    return build().problemCount() == known;
  }
}
