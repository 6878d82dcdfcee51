/**
 * The program: a hub made of a rule set, its reload, and the figures it gives of its own machine.
 *
 * <p>May use: everything. Used by: nobody.
 */
@NullMarked
package io.tocsin.server;

import org.jspecify.annotations.NullMarked;
