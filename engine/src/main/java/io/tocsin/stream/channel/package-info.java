/**
 * Events by another way than down the tree: {@code publish} and {@code subscribe}, {@code
 * reinject}, {@code onError}, and the bounds on how far events may go round.
 *
 * <p>Everything happens on the lane, at once or before its next input, in a fixed order. What rules
 * make of one input is bounded by {@link io.tocsin.stream.channel.Rounds}; what is beyond that is
 * dropped as a loop.
 *
 * <p>May use: event, stream. Used by: stream.end, core, dsl, and who shows live events.
 */
@NullMarked
package io.tocsin.stream.channel;

import org.jspecify.annotations.NullMarked;
