/**
 * The rule language as users meet it: {@link io.tocsin.dsl.RuleScript} is the base class of every
 * rule file, its words are typed methods grouped by family in {@code io.tocsin.dsl.verb}; {@link
 * io.tocsin.dsl.RuleCompiler} makes a checked {@link io.tocsin.dsl.RuleSet} of files, or all their
 * problems at once.
 *
 * <p>May use: engine, the notifiers' settings, Groovy. Used by: server.
 */
@NullMarked
package io.tocsin.dsl;

import org.jspecify.annotations.NullMarked;
