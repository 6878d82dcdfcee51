package io.tocsin.stream;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a recipe, to find the stage again whose state it was: nothing can be made
 * of it. Immutable.
 *
 * @param recipe the recipe as text, with a mark of what its functions captured
 * @param shape its class and {@link OperatorSpec#stateShape} as text
 */
record StageOutline(String recipe, String shape, boolean isStateless)
    implements OperatorSpec<Object, Object> {

  /** Stages with outlines in place of recipes, in the same order. */
  static List<StageSpec> of(List<StageSpec> specs) {
    return specs.stream().map(StageOutline::of).toList();
  }

  private static StageSpec of(StageSpec spec) {
    List<List<StageSpec>> branches =
        new ArrayList<>(spec.branches().stream().map(StageOutline::of).toList());
    // Nothing is written down of a branch without stages.
    while (!branches.isEmpty() && branches.get(branches.size() - 1).isEmpty()) {
      branches.remove(branches.size() - 1);
    }
    return new StageSpec(outline(spec), branches, spec.rule(), spec.place());
  }

  static StageOutline outline(StageSpec spec) {
    OperatorSpec<?, ?> operator = spec.operator();
    String recipe = operator + marks(operator);
    Object shape = operator.stateShape(spec);
    String channel = operator.channel();
    return new StageOutline(
        recipe,
        operator.getClass().getSimpleName()
            + ' '
            + (shape == operator ? recipe : text(shape))
            + (channel == null ? "" : ' ' + channel),
        operator.isStateless());
  }

  /** Of the functions in a recipe, in their order. */
  private static String marks(OperatorSpec<?, ?> operator) {
    List<String> marks = new ArrayList<>();
    if (operator instanceof Record) {
      for (RecordComponent component : operator.getClass().getRecordComponents()) {
        try {
          collect(component.getAccessor().invoke(operator), marks);
        } catch (ReflectiveOperationException e) {
          // One that cannot be asked is known by its text alone.
        }
      }
    }
    return String.join("", marks);
  }

  private static void collect(Object value, List<String> marks) {
    if (value instanceof RuleFunction<?> function) {
      marks.add(function.mark());
    } else if (value instanceof List<?> all) {
      all.forEach(each -> collect(each, marks));
    }
  }

  private static String text(Object shape) {
    if (shape instanceof RuleFunction<?> function) {
      return function + function.mark();
    }
    if (shape instanceof List<?> all) {
      return all.stream().map(StageOutline::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(shape);
  }

  /** By the recipe alone, as recipes are: the shape is asked of one that is not the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StageOutline outline && recipe.equals(outline.recipe);
  }

  @Override
  public int hashCode() {
    return recipe.hashCode();
  }

  @Override
  public Object stateShape(StageSpec at) {
    return shape;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    throw new UnsupportedOperationException("only an outline");
  }
}
