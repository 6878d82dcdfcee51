/**
 * Operators that change one event at a time: {@code set}, {@code defaults}, {@code adjust}, {@code
 * scale}, {@code tag}, {@code untag}, {@code map}, {@code flatMap} and {@code reduce}.
 *
 * <p>None but {@code reduce} keeps state. An event that needs no change goes on as it is, without a
 * copy.
 *
 * <p>May use: event, stream. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.map;

import org.jspecify.annotations.NullMarked;
