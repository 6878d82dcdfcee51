/**
 * Measurements to carbon (Graphite) by its line protocol over TCP.
 *
 * <p>{@link io.tocsin.notify.carbon.CarbonSettings} is what a user says, {@link
 * io.tocsin.notify.carbon.PathRule} how an event's metric is named.
 *
 * <p>May use: event, sink, notify.text. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.carbon;

import org.jspecify.annotations.NullMarked;
