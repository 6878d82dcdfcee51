package io.tocsin.query;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled predicate: immutable, and total within the budget. */
sealed interface Condition {

  /**
   * Whether the event is one that is asked for.
   *
   * @throws QueryException if regular expressions use up the budget
   */
  boolean test(Event event, SearchBudget budget);

  /** Always the same answer. */
  record Constant(boolean answer) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return answer;
    }
  }

  /** Every one of two or more. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).test(event, budget)) {
          return false;
        }
      }
      return true;
    }
  }

  /** At least one of two or more. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).test(event, budget)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The opposite. */
  record Not(Condition inner) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return !inner.test(event, budget);
    }
  }

  /** The tag is there. */
  record Tagged(String tag) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return event.getTags().contains(tag);
    }
  }

  /** Is this text. */
  record TextEqual(Operand operand, String text) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return text.equals(operand.value(event));
    }
  }

  /** Is one of these texts. */
  record OneOf(Operand operand, Set<String> texts) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return operand.value(event) instanceof String text && texts.contains(text);
    }
  }

  /** Has no value. */
  record Absent(Operand operand) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return !operand.isPresent(event);
    }
  }

  /** Has a value, and it is not false. */
  record Truthy(Operand operand) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return operand.isPresent(event) && !Boolean.FALSE.equals(operand.value(event));
    }
  }

  /**
   * Stands to a number in one of the ways of {@code wanted}, a union of {@link Bound#BELOW} and its
   * like.
   */
  record Compared(Operand operand, int wanted, Bound bound) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return (operand.compare(event, bound) & wanted) != 0;
    }
  }

  /** Two values that are known only from the event are the same. */
  record Same(Operand left, Operand right) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return same(left.value(event), right.value(event));
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
      if (a instanceof Number x && b instanceof Number y) {
        return Bound.of(y).compare(x) == Bound.SAME;
      }
      return a == null ? b == null : a.equals(b);
    }
  }

  /** Is a text of a pattern with {@code %}. */
  record Like(Operand operand, LikePattern pattern) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return operand.value(event) instanceof String text && pattern.matches(text);
    }
  }

  /** Is a text in which a regular expression is found. */
  record Find(Operand operand, TextSearch search) implements Condition {
    @Override
    public boolean test(Event event, SearchBudget budget) {
      return operand.value(event) instanceof String text && search.find(text, budget);
    }
  }
}
