/**
 * Riemann's protobuf messages to and from events: {@link io.tocsin.wire.MessageDecoder} reads one
 * message straight from bytes, {@link io.tocsin.wire.MessageEncoder} writes one. And events to and
 * from JSON: {@link io.tocsin.wire.EventJson} writes, {@link io.tocsin.wire.EventJsonReader} reads.
 *
 * <p>A message is taken whole or refused whole, with a {@link io.tocsin.wire.WireException} that
 * says why; no other exception leaves this package, whatever the bytes. Nothing here knows of
 * sockets, frames or clocks.
 *
 * <p>May use: event, protobuf's streams (only here) and Jackson. Used by: transport, sinks that
 * forward.
 */
@NullMarked
package io.tocsin.wire;

import org.jspecify.annotations.NullMarked;
