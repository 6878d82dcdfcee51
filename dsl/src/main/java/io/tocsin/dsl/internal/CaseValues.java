package io.tocsin.dsl.internal;

import groovy.lang.IntRange;
import groovy.lang.NumberRange;
import groovy.lang.Range;
import io.tocsin.stream.filter.CaseValue;
import io.tocsin.stream.partition.PlainValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a user writes as the values of a case, as the engine has it. */
final class CaseValues {

  private CaseValues() {}

  /** The values, lists among them taken apart. */
  static List<CaseValue> of(List<?> written) {
    List<CaseValue> values = new ArrayList<>();
    for (Object value : written) {
      if (value instanceof List<?> several && !(value instanceof Range<?>)) {
        values.addAll(of(several));
      } else {
        values.add(one(value));
      }
    }
    return values;
  }

  private static CaseValue one(@Nullable Object value) {
    if (value instanceof Pattern pattern) {
      return new CaseValue.Matching(pattern);
    }
    if (value instanceof Range<?> range) {
      return between(range);
    }
    boolean comparable =
        value == null
            || value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean;
    if (!comparable) {
      throw new IllegalArgumentException(
          "routeBy: a case takes texts, numbers, patterns and ranges of numbers, not '"
              + value
              + "'");
    }
    return new CaseValue.Equal(PlainValue.of(value));
  }

  /** A range is of numbers, not of the whole ones among them: 3..5 has 4.5. */
  private static CaseValue between(Range<?> range) {
    if (range.isReverse()) {
      throw new IllegalArgumentException("routeBy: a range goes up, was " + range);
    }
    if (range instanceof IntRange ints && Boolean.FALSE.equals(ints.getInclusiveLeft())
        || range instanceof NumberRange open && !open.containsWithinBounds(open.getFrom())) {
      throw new IllegalArgumentException(
          "routeBy: a range contains its start, was " + range + " without it");
    }
    if (range instanceof IntRange ints) {
      boolean open = Boolean.FALSE.equals(ints.getInclusiveRight());
      return new CaseValue.Between((long) ints.getFrom(), ints.getTo() + (open ? 1L : 0L), !open);
    }
    if (range instanceof NumberRange numbers
        && numbers.getFrom() instanceof Number low
        && numbers.getTo() instanceof Number high) {
      return new CaseValue.Between(number(low), number(high), numbers.containsWithinBounds(high));
    }
    throw new IllegalArgumentException("routeBy: a range is of numbers, was " + range);
  }

  private static Number number(Number n) {
    return PlainValue.of(n) instanceof Number plain ? plain : n;
  }
}
