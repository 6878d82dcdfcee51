/**
 * What happened: {@link io.tocsin.event.Event}, its {@link io.tocsin.event.Attributes} and the
 * {@link io.tocsin.event.Batch} of events that windows hand on.
 *
 * <p>Everything here is immutable, but builders and {@link io.tocsin.event.CompactEvents}, in which
 * many events wait, and free of clocks. Times are microseconds since the epoch; where a rule reads
 * them they are seconds. Intervals are half-open: they contain their start, not their end.
 *
 * <p>May use: the JDK only. Used by: everything.
 */
@NullMarked
package io.tocsin.event;

import org.jspecify.annotations.NullMarked;
