/**
 * Two commits beside each other: a workload that is run by both, and the judgement of what was
 * measured. {@link io.tocsin.bench.gate.Rounds}, with what it uses of {@code io.tocsin.bench}, is
 * compiled against either tree, so it keeps to what has long been there: rules, a lane, events.
 */
@NullMarked
package io.tocsin.bench.gate;

import org.jspecify.annotations.NullMarked;
