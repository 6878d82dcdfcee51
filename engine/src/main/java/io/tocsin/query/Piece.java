package io.tocsin.query;

/**
 * A text to be found in others, in time linear in the length of both however they are made: the
 * plain search is quicker on what people write, and takes their product on {@code aaa…b}. Knuth,
 * Morris and Pratt's search for the rest. Immutable.
 */
final class Piece {

  /** Up to these lengths the plain search costs little at the worst. */
  private static final int SHORT_PIECE = 8;

  private static final int SHORT_TEXT = 256;

  private final String text;

  /** For each length of a beginning, how long its longest end is that is a beginning too. */
  private final int[] borders;

  Piece(String text) {
    this.text = text;
    this.borders = text.length() > SHORT_PIECE ? borders(text) : new int[0];
  }

  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    for (int i = 1, k = 0; i < text.length(); i++) {
      while (k > 0 && text.charAt(i) != text.charAt(k)) {
        k = borders[k - 1];
      }
      k += text.charAt(i) == text.charAt(k) ? 1 : 0;
      borders[i] = k;
    }
    return borders;
  }

  int length() {
    return text.length();
  }

  /** Where it is found first from an index on; -1 when it is not. */
  int in(String where, int from) {
    if (borders.length == 0 || where.length() - from <= SHORT_TEXT) {
      return where.indexOf(text, from);
    }
    int matched = 0;
    for (int i = from; i < where.length(); i++) {
      while (matched > 0 && where.charAt(i) != text.charAt(matched)) {
        matched = borders[matched - 1];
      }
      matched += where.charAt(i) == text.charAt(matched) ? 1 : 0;
      if (matched == text.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }
}
