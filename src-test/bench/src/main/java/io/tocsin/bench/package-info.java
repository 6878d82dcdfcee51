/**
 * What single parts cost: one benchmark for each verb, fold and data structure, run by JMH. May use
 * every public package; used by nothing. Not part of the program.
 */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
