/**
 * The way out: {@link io.tocsin.sink.Sink} makes one attempt; {@link io.tocsin.sink.Outbox} keeps
 * what waits for it. Queueing, retry with back-off and jitter, and rate limits are here, once, for
 * all outputs.
 *
 * <p>May use: event, time, telemetry. What is kept on disk is kept by {@code sink.store}. Used by:
 * stream.end, core, notifiers, dsl.
 */
@NullMarked
package io.tocsin.sink;

import org.jspecify.annotations.NullMarked;
