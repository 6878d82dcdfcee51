/**
 * Several lanes of one hub. One, the merge lane, takes all input, has the index and the channels,
 * and hands every event that enters its rules to the lane of the event's key, in the same order; so
 * what each lane does is a function of the hub's inputs alone.
 *
 * <p>{@link io.tocsin.core.lanes.LaneGroup} runs them on threads of their own, {@link
 * io.tocsin.core.lanes.LanesInStep} all on one thread in virtual time.
 *
 * <p>May use: core and what it may use. Used by: dsl, server.
 */
@NullMarked
package io.tocsin.core.lanes;

import org.jspecify.annotations.NullMarked;
