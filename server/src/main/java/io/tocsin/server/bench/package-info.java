/**
 * What rules cost: their throughput, the time that one event takes, the share of each rule, and the
 * memory of each key, measured on a lane in virtual time that nothing else runs on. Nothing is
 * sent.
 *
 * <p>May use: the engine, {@code io.tocsin.dsl}, {@link io.tocsin.server.bench.load}, HdrHistogram.
 * Used by: {@link io.tocsin.server.bench.report} and the command bench.
 */
@NullMarked
package io.tocsin.server.bench;

import org.jspecify.annotations.NullMarked;
