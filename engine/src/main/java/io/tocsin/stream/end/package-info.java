/**
 * Where events leave the graph: index, outputs, log, probe; and where entries leave the index.
 *
 * <p>An end passes nothing on to children. It gives the event to something of the lane, and what
 * that does not take is reported as a drop with its reason.
 *
 * <p>May use: event, stream, stream.channel, index, sink. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.end;

import org.jspecify.annotations.NullMarked;
