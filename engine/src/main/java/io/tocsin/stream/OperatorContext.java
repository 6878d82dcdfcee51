package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.function.Supplier;

/**
 * What surrounds a live operator. Confined to the operator's lane.
 *
 * @param <O> what the operator emits
 */
public interface OperatorContext<O> {

  /** Hands an item to the children, in the order they were declared. */
  void emit(O item);

  /** Hands an item to the children of another branch: 1 is {@code where}'s otherwise, and so on. */
  void emit(int branch, O item);

  /** Says that an item, or a part of it, does not go on. Counted by rule and reason. */
  void drop(Object item, DropReason reason);

  /** The lane's now in microseconds; constant during one call. For a timer: when it was due. */
  long nowMicros();

  /**
   * The moment that the lane is catching up with: later than now while timers run that are long
   * due, as after a jump of the clock; otherwise now.
   */
  default long presentMicros() {
    return nowMicros();
  }

  /**
   * The time of an event as windows see it: its own, or now when it has none or claims one further
   * ahead of now than the lane's {@code maxSkew}.
   */
  long eventTimeMicros(Event event);

  /** Has {@code task} run at a moment; at once after this input if that moment has passed. */
  Cancellable schedule(long atMicros, DeadlineTask task);

  /** A fresh copy of the children; only for an operator whose recipe {@code forksChildren}. */
  Fork<O> fork();

  /**
   * What the lane offers under a type: the index, the outlets …
   *
   * @throws IllegalStateException if it offers none
   */
  <T> T service(Class<T> type);

  /**
   * What the operators of all copies of one place in the rules have in common: made by the first
   * that asks, given to the others. An operator asks for one kind of thing only.
   */
  <T> T common(Supplier<T> made);

  /** The rule file's place and the rule this operator stands in. */
  StageSpec spec();
}
