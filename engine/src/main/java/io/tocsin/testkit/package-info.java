/**
 * Running operators and whole topologies in virtual time, with no threads: shipped for the authors
 * of rules and operators; and disks that fail and crash. No other main package of the engine uses
 * it.
 */
@NullMarked
package io.tocsin.testkit;

import org.jspecify.annotations.NullMarked;
