/**
 * The lane: one deterministic state machine of rules, index and timers, and what ties it to real
 * time.
 *
 * <p>{@link io.tocsin.core.Lane} reads no clock and starts no thread: the same inputs at the same
 * moments give the same outputs, from a socket, a test or a file. {@link
 * io.tocsin.core.LaneIngress} feeds it the present moment.
 *
 * <p>May use: all of the engine below it. Used by: transport's users, dsl, server.
 */
@NullMarked
package io.tocsin.core;

import org.jspecify.annotations.NullMarked;
