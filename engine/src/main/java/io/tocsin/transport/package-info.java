/**
 * The sockets events come in by: Riemann's protocol over TCP, TLS and UDP, and carbon's lines.
 *
 * <p>Run to completion: a {@link io.tocsin.transport.LaneLoop} is the lane's thread and the event
 * loop of its sockets in one. What a read brings goes through the rules before the next socket is
 * looked at, and the answers to one read leave in one write. A lane that is behind therefore stops
 * reading; nothing queues up inside.
 *
 * <p>Whatever a peer sends costs that peer its connection at most: sizes, times, partial frames and
 * unread answers are bounded, and every refusal is counted by reason under {@code tocsin.lost} and
 * named in the log, at most once in ten seconds a reason.
 *
 * <p>May use: wire, source, telemetry, time, event, and Netty (only here and below). Used by:
 * server, and tests.
 */
@NullMarked
package io.tocsin.transport;

import org.jspecify.annotations.NullMarked;
