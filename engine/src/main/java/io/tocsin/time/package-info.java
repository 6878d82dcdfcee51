/**
 * Time as an input: where moments come from, and what is due at which of them.
 *
 * <p>A moment is a long of microseconds since the epoch, a length of time a long of microseconds.
 * Only {@link io.tocsin.time.SystemTime} reads a clock.
 *
 * <p>May use: the JDK only. Used by: stream, index, sink, core, transport.
 */
@NullMarked
package io.tocsin.time;

import org.jspecify.annotations.NullMarked;
