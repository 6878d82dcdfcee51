/**
 * Outboxes on disk: for each a folder of segments, files of checked records that are only ever
 * written at their end. What becomes of a message is written as another record, never over it.
 *
 * <p>May use: event, sink, telemetry, wire. Used by: server.
 */
@NullMarked
package io.tocsin.sink.store;

import org.jspecify.annotations.NullMarked;
