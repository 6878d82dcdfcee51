/**
 * What a live part knows, written down and read again: the seam between operators and whatever
 * carries state, from one set of rules to the next or over a restart.
 *
 * <p>May use: event, time. Used by: folds, operators, the index, the lane.
 */
@NullMarked
package io.tocsin.state;

import org.jspecify.annotations.NullMarked;
