package io.tocsin.dsl;

import io.tocsin.stream.Place;
import java.util.Comparator;

/**
 * Something wrong in a rule file, with how to put it right. Immutable.
 *
 * @param place where
 * @param what lower case, without a full stop, with what the author wrote in quotes
 * @param remedy how to put it right; empty when there is nothing to add
 * @param severity whether the rules can be used all the same
 */
public record Problem(Place place, String what, String remedy, Severity severity)
    implements Comparable<Problem> {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Problem error(Place place, String what, String remedy) {
    return new Problem(place, what, remedy, Severity.ERROR);
  }

  public static Problem warning(Place place, String what, String remedy) {
    return new Problem(place, what, remedy, Severity.WARNING);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public int compareTo(Problem o) {
    return Comparator.comparing((Problem p) -> p.place.file())
        .thenComparingInt(p -> p.place.line())
        .thenComparingInt(p -> p.place.column())
        .thenComparing(Problem::what)
        .compare(this, o);
  }

  /** {@code file:line:column: what}, and the remedy on a line of its own. */
  @Override
  public String toString() {
    String kind = isError() ? "" : "warning: ";
    return place + ": " + kind + what + (remedy.isEmpty() ? "" : "\n    " + remedy);
  }
}
