/**
 * How rules are compiled: closures over events become statically typed lambdas, names are checked,
 * and what the compiler finds is told in the words of the rule language.
 *
 * <p>Nobody outside this module uses it.
 */
@NullMarked
package io.tocsin.dsl.internal;

import org.jspecify.annotations.NullMarked;
