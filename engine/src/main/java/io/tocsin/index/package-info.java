/**
 * What is known right now: the latest event of every host and service, until its time to live is
 * over.
 *
 * <p>{@link io.tocsin.index.Index} is confined to one lane. It is bounded, expires each entry at
 * its very moment by the lane's timers instead of scanning, and answers queries by host and service
 * without looking at the rest. An age equal to the ttl is still valid.
 *
 * <p>May use: event, query, time. Used by: stream.end, core, dsl.
 */
@NullMarked
package io.tocsin.index;

import org.jspecify.annotations.NullMarked;
