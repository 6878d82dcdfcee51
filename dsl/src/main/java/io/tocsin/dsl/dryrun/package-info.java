/**
 * Rules at work without a hub: on a lane in virtual time, with outputs that only report, and with
 * means to see which way an event took and which parts of the rules were never reached.
 *
 * <p>May use: engine, {@link io.tocsin.dsl.RuleSet}. Used by: the tests of rules, and the commands
 * test, explain, replay and bench.
 */
@NullMarked
package io.tocsin.dsl.dryrun;

import org.jspecify.annotations.NullMarked;
