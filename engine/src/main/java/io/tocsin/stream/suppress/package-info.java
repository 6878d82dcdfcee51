/**
 * Operators that hold back or delay: {@code changed}, {@code changedState}, {@code runs}, {@code
 * stable}, {@code throttle}, {@code rollup}, {@code batch} and {@code coalesce}.
 *
 * <p>Each comes as a pair: the public recipe checks its arguments and compares by value, the
 * package-private operator holds the state and belongs to one lane.
 *
 * <p>Intervals are half-open and run on the lane's clock. The first item after idleness opens one;
 * they follow one another without gap, until one in which nothing arrived ends the run. What is
 * held is bounded. Nothing here reads a clock or starts a thread.
 *
 * <p>May use: event, stream, stream.partition, time. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.suppress;

import org.jspecify.annotations.NullMarked;
