/**
 * Streams by key: {@code by} and what it is made of. {@link io.tocsin.stream.partition.ForkTable}
 * keeps the copies of the children, {@link io.tocsin.stream.partition.PlainValue} says when two
 * values of a rule are the same. {@link io.tocsin.stream.partition.RuleSplit} says what of a rule
 * set several lanes can do by key, {@link io.tocsin.stream.partition.LaneKey} which lane an event
 * belongs to.
 *
 * <p>Memory is bounded by the number of keys; copies that are idle go with their timers. Nothing
 * here reads a clock or starts a thread.
 *
 * <p>May use: event, stream, time. Used by: stream.suppress, dsl, core.
 */
@NullMarked
package io.tocsin.stream.partition;

import org.jspecify.annotations.NullMarked;
