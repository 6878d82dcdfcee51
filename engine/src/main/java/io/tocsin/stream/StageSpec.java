package io.tocsin.stream;

import io.tocsin.stream.dispatch.TextGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recipe where it stands: an operator's recipe, the branches below it, and where the user wrote
 * it. Immutable. Two stages are equal when recipe and branches are, wherever they were written.
 *
 * @param operator the recipe
 * @param branches children by branch; branch 0 is the trailing block, branch 1 {@code where}'s
 *     otherwise, and so on; may be empty
 * @param rule the name of the enclosing rule, null outside of any
 * @param place where it was written
 */
public record StageSpec(
    OperatorSpec<?, ?> operator,
    List<List<StageSpec>> branches,
    @Nullable String rule,
    Place place) {

  public StageSpec {
    branches = branches.stream().map(List::copyOf).toList();
  }

  /** A stage with one block of children, outside of any rule file. */
  public static StageSpec of(OperatorSpec<?, ?> operator, StageSpec... children) {
    return new StageSpec(operator, List.of(List.of(children)), null, Place.UNKNOWN);
  }

  /** What the texts of an event must be, all of these, for the stage to do anything with it. */
  List<TextGuard> guards() {
    boolean otherwise = branches.size() > 1 && !branches.get(1).isEmpty();
    return otherwise ? List.of() : operator.guards();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StageSpec s
        && operator.equals(s.operator)
        && branches.equals(s.branches);
  }

  @Override
  public int hashCode() {
    return 31 * operator.hashCode() + branches.hashCode();
  }
}
