package io.tocsin.stream;

import io.tocsin.stream.dispatch.TextGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of an operator: a public record that checks its arguments and compares by value. Equal
 * recipes at the same place of a rule are the same operator, before and after a reload.
 *
 * @param <I> what the operator takes: {@link io.tocsin.event.Event} or {@link
 *     io.tocsin.event.Batch}
 * @param <O> what it emits
 */
public interface OperatorSpec<I, O> {

  /** A fresh live part; it emits, drops and schedules through {@code context}. */
  Operator<I> create(OperatorContext<O> context);

  /**
   * Whether the live part is a {@link FailureHandler} for the stages below its branch 0. Not
   * together with {@link #forksChildren}.
   */
  default boolean handlesFailures() {
    return false;
  }

  /**
   * For a root of the rules: the channel whose events it gets instead of those of the stream. Null
   * for all that take what their parent emits.
   */
  default @Nullable String channel() {
    return null;
  }

  /** Whether the operator makes copies of its children by {@link OperatorContext#fork} itself. */
  default boolean forksChildren() {
    return false;
  }

  /**
   * Whether the live part keeps nothing between two items, sets no timer and owns nothing: then one
   * may stand for many.
   */
  default boolean isStateless() {
    return false;
  }

  /**
   * What the texts of an event must be, all of these, for the operator to do anything but emit it
   * on branch 1; at most one for a field. None for those that must see every event.
   */
  default List<TextGuard> guards() {
    return List.of();
  }

  /**
   * What of the recipe decides whether another of the same class understands its state: two whose
   * shapes are equal do. What is left out may be changed by a reload without the state being lost.
   *
   * <p>It is compared by value at a reload, and by its {@code toString} with what a snapshot holds;
   * so the text is to be the same in each run and version for as long as the state is understood.
   *
   * @param at where the recipe stands; what is below may decide too
   */
  default Object stateShape(StageSpec at) {
    return isStateless() ? "" : this;
  }

  /**
   * Whether letting an item go nowhere is this operator's answer to it, as a filter's "no". Others
   * that emit nothing hold the item back, use it up, or count it as dropped.
   */
  default boolean isFilter() {
    return false;
  }

  /**
   * Whether the live part uses what a hub has one of, however many lanes it has: the index, the
   * channels, the way back to the top of the rules. Such an operator runs on the lane that has them
   * only; on any other it cannot be made.
   */
  default boolean needsWholeHub() {
    return false;
  }

  /**
   * Whether what is emitted always has in a field what the item had that it was made of, and that
   * item is the one in hand. False where it is not known.
   *
   * @param field a field's or attribute's name, as {@link io.tocsin.event.EventFields#plainName}
   *     gives it
   */
  default boolean keeps(String field) {
    return false;
  }

  /**
   * Whether each item goes on as it is, and all else that is done with it is to note that it
   * passed.
   */
  default boolean onlyNotes() {
    return false;
  }
}
