package io.tocsin.notify.text;

/** Texts made to fit: one line, or a bounded length. Works by UTF-16 units, whole characters. */
public final class Cut {

  private static final String ELLIPSIS = "…";

  private Cut() {}

  /** Control characters and line ends become single spaces; none is left at the ends. */
  public static String toOneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
  }

  /**
   * At most {@code max} units of a text, an ellipsis as the last of them when something is missing.
   *
   * @param max at least 1
   */
  public static String to(int max, String text) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - ELLIPSIS.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
