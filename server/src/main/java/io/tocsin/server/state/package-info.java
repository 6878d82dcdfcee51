/**
 * What of a hub outlives it: a journal of what came in, snapshots of what the lane knows, and how a
 * start goes on with them. All of it is under the rules' {@code dataDir}.
 *
 * <p>May use: the engine. Used by: the hub.
 */
@NullMarked
package io.tocsin.server.state;

import org.jspecify.annotations.NullMarked;
