/**
 * Statistics that follow every event: {@code counter}, {@code ewma}, {@code ddt} from one event to
 * the next, {@code predictLinear} and {@code clockSkew}.
 *
 * <p>Each event that counts changes a small state and leaves, or not, at once; there are no timers.
 * Absent metrics and those of expired events enter nothing.
 *
 * <p>May use: event, fold, stream, stream.rate. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.trend;

import org.jspecify.annotations.NullMarked;
