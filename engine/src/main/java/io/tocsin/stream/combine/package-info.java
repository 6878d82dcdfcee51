/**
 * Operators over batches: one event of many ({@code fold}), many one by one ({@code flatten}), a
 * part of them ({@code smallest}, {@code largest}).
 *
 * <p>None keeps anything between two batches, none reads the time but to hand it to a function.
 *
 * <p>May use: event, fold, stream. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.combine;

import org.jspecify.annotations.NullMarked;
