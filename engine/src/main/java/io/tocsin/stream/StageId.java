package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * The name of a stage's state: the path of recipes from the root of its rule file, with a count
 * where equal recipes stand side by side. It does not change when rules are reordered, reformatted
 * or added. Immutable, compared by value.
 *
 * @param parent the stage above, null at the root
 * @param branch which of the parent's branches
 * @param operator the recipe
 * @param ordinal how many equal recipes stand before it in the same branch
 */
public record StageId(
    @Nullable StageId parent, int branch, OperatorSpec<?, ?> operator, int ordinal) {

  @Override
  public String toString() {
    String self = operator.toString() + (ordinal > 0 ? "#" + ordinal : "");
    return parent == null ? self : parent + (branch > 0 ? "/" + branch : "") + "/" + self;
  }
}
