package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** As {@link #fork(ForkHome)}, of a copy that does not outlive the rules. */
  default Fork<O> fork() {
    return fork(null);
  }

  /**
   * A fresh copy of the children; only for an operator whose recipe {@code forksChildren}.
   *
   * @param at who keeps it
   */
  Fork<O> fork(@Nullable ForkHome at);

  /**
   * For a copy that this operator made or inherited: itself if it is one of the rules in force,
   * else one of these, which goes on with what it knew; what has no heir is closed.
   *
   * @param at who keeps it
   */
  Fork<O> upToDate(Fork<O> fork, ForkHome at);

  /** Where those count themselves who go over to new rules. */
  Sweeps sweeps();

  /** Whether the lane's state is being written down. */
  Recordings recordings();

  /** Has the copy of the children of another operator that this one is part of up to date. */
  void bringUpToDate();

  /**
   * Lets this operator have a timer of the one it inherits from, for the same moment.
   *
   * @return the timer; null if it is no timer that has yet to run
   */
  @Nullable Cancellable inherit(@Nullable Cancellable timer, DeadlineTask task);

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
