package io.tocsin.server.bench.report;

/** Text made fit to stand in HTML and SVG. */
final class Markup {

  private Markup() {}

  /** Nothing in it is markup any more, neither between tags nor in a quoted attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(isAllowed(c) ? c : '\uFFFD');
      }
    }
    return escaped.toString();
  }

  /** XML has no place for most control characters, nor for halves of pairs. */
  private static boolean isAllowed(char c) {
    return (c >= ' ' && c != 0x7F && c < 0xFFFE) || c == '\t' || c == '\n';
  }
}
