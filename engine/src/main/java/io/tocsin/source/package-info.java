/**
 * The way in: what a listener hands over, and to whom.
 *
 * <p>May use: event, query. Used by: transport, core, server.
 */
@NullMarked
package io.tocsin.source;

import org.jspecify.annotations.NullMarked;
