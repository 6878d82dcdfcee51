/**
 * Operators and how they are wired: recipes ({@link io.tocsin.stream.OperatorSpec}), wired places
 * of a rule file ({@link io.tocsin.stream.StageSpec}), and their live parts.
 *
 * <p>An operator is confined to one lane: plain fields, no locks, no clock, no thread. It is given
 * an {@link io.tocsin.stream.OperatorContext} when it is made, through which it learns the time,
 * sets timers, emits, and says what it drops and why. A user function that throws hits the stage it
 * stands in and nothing else.
 *
 * <p>May use: event, time. Used by: the operator packages below it, core, dsl, testkit.
 */
@NullMarked
package io.tocsin.stream;

import org.jspecify.annotations.NullMarked;
