/**
 * The query language: which events a client wants, asked as {@code service =~ "df%" and metric >
 * 0.9}. Riemann's language, forgiving about blanks.
 *
 * <p>{@link io.tocsin.query.Query} is the whole of it for others: text in, predicate out. A query
 * is parsed by the generated classes of {@code Query.g4} (bounded in length and nesting), compiled
 * into a tree of small predicates, and asked event by event without allocation or reflection.
 * Whatever is wrong with a text is a {@link io.tocsin.query.QueryException} with its place, never
 * anything else.
 *
 * <p>May use: event. Used by: index, transport, core, dsl.
 */
@NullMarked
package io.tocsin.query;

import org.jspecify.annotations.NullMarked;
