package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL's LIKE: a pattern in which {@code %} stands for any run of characters, also an empty one, and
 * everything else for itself; case counts. It matches whole texts, in time linear in their length
 * and the pattern's. Immutable.
 */
public final class LikePattern {

  static final char WILDCARD = '%';

  private final String first;
  private final List<Piece> middle;
  private final @Nullable String last;

  private LikePattern(String first, List<Piece> middle, @Nullable String last) {
    this.first = first;
    this.middle = middle;
    this.last = last;
  }

  /** A pattern; one without {@code %} matches only the same text. */
  public static LikePattern of(String pattern) {
    int from = pattern.indexOf(WILDCARD);
    if (from < 0) {
      return new LikePattern(pattern, List.of(), null);
    }
    int until = pattern.lastIndexOf(WILDCARD);
    List<Piece> middle = new ArrayList<>();
    int at = from + 1;
    while (at <= until) {
      int next = pattern.indexOf(WILDCARD, at);
      if (next > at) {
        middle.add(new Piece(pattern.substring(at, next)));
      }
      at = next + 1;
    }
    return new LikePattern(
        pattern.substring(0, from), List.copyOf(middle), pattern.substring(until + 1));
  }

  /** What every matching text begins with; may be empty. */
  String prefix() {
    return first;
  }

  public boolean matches(String text) {
    if (last == null) {
      return text.equals(first);
    }
    int end = text.length() - last.length();
    if (end < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (Piece piece : middle) {
      int found = piece.in(text, at);
      // The first place a piece fits leaves the most room for the rest.
      if (found < 0 || found + piece.length() > end) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }
}
