/**
 * Behaviour as data: {@code conformance/*.yaml} holds operators with what goes in and what must
 * come out, queries with what they match, and here are those who run them. The notation is
 * described in {@code conformance/README.md} beside the data.
 */
@NullMarked
package io.tocsin.conformance;

import org.jspecify.annotations.NullMarked;
