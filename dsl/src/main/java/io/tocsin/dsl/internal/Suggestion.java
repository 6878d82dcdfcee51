package io.tocsin.dsl.internal;

import java.util.Collection;
import java.util.Comparator;

/** The name an author probably meant: the nearest by edits, transpositions counting as one. */
final class Suggestion {

  private Suggestion() {}

  /** "did you mean 'x'?", or an empty text when nothing is near. */
  static String remedy(String wrong, Collection<String> names) {
    String name = nearest(wrong, names);
    return name.isEmpty() ? "" : "Did you mean '" + name + "'?";
  }

  static String nearest(String wrong, Collection<String> names) {
    int bound = wrong.length() <= 3 ? 1 : wrong.length() <= 6 ? 2 : 3;
    return names.stream()
        .filter(name -> distance(lower(wrong), lower(name)) <= bound)
        .min(
            Comparator.<String>comparingInt(name -> distance(lower(wrong), lower(name)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse("");
  }

  private static String lower(String s) {
    return s.toLowerCase(java.util.Locale.ROOT);
  }

  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
