/**
 * Operators that see an event in the light of others: {@code absent}, {@code sequence} and {@code
 * dependsOn}.
 *
 * <p>Each comes as a pair: the public recipe checks its arguments and compares by value, the live
 * part belongs to one lane. What is remembered is bounded by a number of keys or of open sequences.
 * Nothing here reads a clock or starts a thread.
 *
 * <p>May use: event, time, stream, stream.partition, index. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.correlation;

import org.jspecify.annotations.NullMarked;
