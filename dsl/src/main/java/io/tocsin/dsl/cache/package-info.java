/**
 * Compiled rules that are kept from one load to the next, so that the compiler need not run (nor be
 * loaded) when nothing has changed: {@link io.tocsin.dsl.cache.RuleCache} in a directory of the
 * user's own. What is kept is code, so it is read only where nobody else can write.
 *
 * <p>May use: the engine's {@code Place} and its clock, never Groovy. Used by: dsl, server.
 */
@NullMarked
package io.tocsin.dsl.cache;

import org.jspecify.annotations.NullMarked;
