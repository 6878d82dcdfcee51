/**
 * What a client sees as it happens: the events of a channel that match a query, over a WebSocket or
 * as server-sent events; and events in over a WebSocket.
 *
 * <p>A {@link io.tocsin.transport.live.Feed} is where two threads meet: the lane offers each event
 * that matches, the HTTP thread writes what the client takes. Between them is a queue bounded in
 * bytes. What there was at the beginning and what comes after it are told apart by the lane, so
 * that nothing is missing and nothing comes twice.
 *
 * <p>May use: transport, wire, source, query, time, event, and Netty. Used by: transport.http.
 */
@NullMarked
package io.tocsin.transport.live;

import org.jspecify.annotations.NullMarked;
