/**
 * Folds: pure functions that make one event of a list of events, and the arithmetic of metrics they
 * share.
 *
 * <p>A fold that computes takes the fields of the result from the first event that is not expired
 * and sets its metric; a fold that chooses hands on the chosen event itself. Metrics of expired
 * events enter no fold, events without a metric are skipped. Whole numbers stay whole as long as
 * the exact result fits a long.
 *
 * <p>May use: event. Used by: stream.combine, stream.rate, dsl.
 */
@NullMarked
package io.tocsin.fold;

import org.jspecify.annotations.NullMarked;
