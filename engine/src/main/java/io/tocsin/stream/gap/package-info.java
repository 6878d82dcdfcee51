/**
 * Events for times in which none came: {@code fillIn}, {@code fillInLast} and {@code interpolate}.
 *
 * <p>All go by the lane's clock. Each keeps one event and one timer, ends by itself, and is ended
 * at once by an expired event; the next live event starts it again.
 *
 * <p>May use: event, stream, stream.rate, time. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.gap;

import org.jspecify.annotations.NullMarked;
