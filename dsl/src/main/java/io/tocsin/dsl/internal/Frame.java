package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.Scope;
import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block that is being run: what it is about, and the stages it has made so far.
 *
 * @param rule the name of the rule it belongs to, null outside of any
 * @param root whether its stages stand directly in {@code streams}
 */
record Frame(Scope scope, @Nullable String rule, boolean root, List<StageSpec> stages) {

  Frame(Scope scope, @Nullable String rule, boolean root) {
    this(scope, rule, root, new ArrayList<>());
  }
}
