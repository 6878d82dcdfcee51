/**
 * Events as text, once for all outputs: JSON, lines for people, numbers without exponents, and
 * templates with {@code {{host}}}.
 *
 * <p>Pure functions: no clocks, no input or output.
 *
 * <p>May use: event, wire. Used by: the notifiers. Only {@link io.tocsin.wire.EventJson} writes
 * JSON of events.
 */
@NullMarked
package io.tocsin.notify.text;

import org.jspecify.annotations.NullMarked;
