/**
 * What the hub says about itself: counters, gauges, and log lines that cannot flood.
 *
 * <p>May use: time. Used by: everything above the operators.
 */
@NullMarked
package io.tocsin.telemetry;

import org.jspecify.annotations.NullMarked;
