/**
 * Statistics over intervals of the lane's clock: {@code rate}, {@code ddt} of an interval, {@code
 * apdex}, {@code percentiles} and {@code distinct}, and the run of intervals they share.
 *
 * <p>The first event after idleness opens an interval; intervals follow one another without gap
 * until one passes in which nothing arrived. Absent metrics and those of expired events enter no
 * statistic: such an event neither opens an interval nor keeps a run going, and ends none.
 *
 * <p>May use: event, fold, stream, stream.partition. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.rate;

import org.jspecify.annotations.NullMarked;
