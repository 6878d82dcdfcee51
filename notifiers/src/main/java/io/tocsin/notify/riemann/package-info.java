/**
 * Events to another hub, or to a Riemann server, by Riemann's protocol over TCP.
 *
 * <p>May use: event, sink, transport.client. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.riemann;

import org.jspecify.annotations.NullMarked;
