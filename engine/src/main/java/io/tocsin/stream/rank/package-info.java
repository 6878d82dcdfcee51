/**
 * Choosing the highest of hosts and services: {@code top}.
 *
 * <p>May use: event, fold, stream, stream.partition. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.rank;

import org.jspecify.annotations.NullMarked;
