/**
 * Which of many conditions an event can fulfil, found without asking each: what a condition demands
 * of one text of the event ({@link io.tocsin.stream.dispatch.TextGuard}), and the choice among many
 * that do ({@link io.tocsin.stream.dispatch.Dispatch}).
 *
 * <p>May use: event. Used by: stream and the operators below it, dsl.
 */
@NullMarked
package io.tocsin.stream.dispatch;

import org.jspecify.annotations.NullMarked;
