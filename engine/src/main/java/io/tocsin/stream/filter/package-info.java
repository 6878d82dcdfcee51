/**
 * Filters: {@code where}, {@code route}, {@code routeBy}, {@code exclusive}, {@code tagged}, {@code
 * expired}, {@code live}, {@code over} and {@code under}.
 *
 * <p>None keeps state. What does not pass leaves by another branch, where it ends in silence if the
 * rule has no block for it: that is what the rule says and no loss, so it is not counted.
 *
 * <p>May use: event, stream. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.filter;

import org.jspecify.annotations.NullMarked;
