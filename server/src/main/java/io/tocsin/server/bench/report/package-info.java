/**
 * A measurement told to people and to machines: as a table, a page of HTML with plots, JSON, and
 * beside an earlier one.
 *
 * <p>May use: {@link io.tocsin.server.bench}, Jackson. Used by: the command bench.
 */
@NullMarked
package io.tocsin.server.bench.report;

import org.jspecify.annotations.NullMarked;
