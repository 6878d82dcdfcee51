/**
 * Operators over batches: one event of many ({@code fold}), many one by one ({@code flatten}), a
 * part of them ({@code smallest}, {@code largest}); and a batch of the last events that met
 * conditions ({@code project}).
 *
 * <p>Those over batches keep nothing between two, and read the time only to hand it to a function.
 *
 * <p>May use: event, fold, stream. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.combine;

import org.jspecify.annotations.NullMarked;
