/**
 * What a measurement runs through rules: events that are made up to meet the rules, or a recording
 * that is repeated. Making them costs no measured time.
 *
 * <p>May use: the engine's events and recipes, {@code io.tocsin.dsl.dryrun}. Used by: {@link
 * io.tocsin.server.bench} and the command bench.
 */
@NullMarked
package io.tocsin.server.bench.load;

import org.jspecify.annotations.NullMarked;
