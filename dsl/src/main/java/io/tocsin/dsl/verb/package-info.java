/**
 * The words of the rule language, one interface for each family; a rule file's base class has them
 * all. A word builds recipes while the file runs, once, at load; nothing here runs for an event.
 *
 * <p>{@link io.tocsin.dsl.verb.Verb}, {@link io.tocsin.dsl.verb.Opens} and {@link
 * io.tocsin.dsl.verb.Option} tell the compiler where a word may stand, what its blocks hold, and
 * which named options it takes. A parameter of type {@link io.tocsin.stream.RuleFunction} takes a
 * block that runs for each event.
 */
@NullMarked
package io.tocsin.dsl.verb;

import org.jspecify.annotations.NullMarked;
