/**
 * Events as lines to a file or to standard output: for pipes, for the collector of a log store, and
 * for trying out rules.
 *
 * <p>May use: event, sink, notify.text. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.file;

import org.jspecify.annotations.NullMarked;
