/**
 * Windows: operators that make batches of events by their time, the silence between them, or their
 * number.
 *
 * <p>Each comes as a pair. The public {@code …Spec} record is the recipe: it checks its arguments
 * and compares by value. The package-private {@code …Operator} holds the state and belongs to one
 * lane. A window contains its start, not its end. Expired events are in the batches like all
 * others; it is the folds that leave their metrics out.
 *
 * <p>Every event that does not leave in a batch is reported with a reason: its window had closed,
 * the buffer was full, or the operator was discarded before the window closed.
 *
 * <p>May use: event, fold, stream. Used by: dsl, core.
 */
@NullMarked
package io.tocsin.stream.window;

import org.jspecify.annotations.NullMarked;
