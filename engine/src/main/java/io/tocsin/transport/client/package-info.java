/**
 * A client of Riemann's protocol that waits for its answers, for the command line, for forwarding
 * and for tests. It is plain sockets; nothing of the listeners is used but their TLS files.
 *
 * <p>May use: wire, transport (TLS files), event. Used by: notify.riemann, server, tests.
 */
@NullMarked
package io.tocsin.transport.client;

import org.jspecify.annotations.NullMarked;
