/**
 * HTTP for people, scripts and monitoring: events in as JSON, queries of the index, health,
 * readiness, counters, status and reload.
 *
 * <p>It runs on a thread of its own, so that a lane that is busy or stuck can still be asked about;
 * what concerns the lane is handed to it, and what it says is written as JSON back here. Whatever a
 * peer can make grow is bounded: request lines, headers, bodies, what they inflate to, events of a
 * request, requests sent ahead, unread answers, connections, and what all of them hold together.
 *
 * <p>Unless tokens are asked for, who can reach the port may use it. It is bound to the loopback
 * address unless told otherwise, and refuses what a web page of another site makes a browser send,
 * see {@link io.tocsin.transport.http.HttpListener}.
 *
 * <p>May use: transport, transport.live, wire, source, query, telemetry, time, event, and Netty.
 * Used by: server.
 */
@NullMarked
package io.tocsin.transport.http;

import org.jspecify.annotations.NullMarked;
