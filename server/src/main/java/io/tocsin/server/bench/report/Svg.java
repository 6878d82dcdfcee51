package io.tocsin.server.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * A picture that stands in a page, whose style sheet gives it its colours by class. Texts are
 * escaped here. Confined to one thread.
 */
final class Svg {

  /** Where a text's x is: at its beginning, its middle or its end. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final StringBuilder text = new StringBuilder();

  /**
   * An empty picture.
   *
   * @param label what it shows, for those who cannot see it
   */
  Svg(int width, int height, String label) {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            width,
            height,
            Markup.escape(label)));
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x1, y1, x2, y2);
  }

  /**
   * A rectangle.
   *
   * @param title shown to who points at it
   */
  void rectangle(String style, double x, double y, double width, double height, String title) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>%s</title></rect>",
        style, x, y, Math.max(0, width), Math.max(0, height), Markup.escape(title));
  }

  /** A point, with what is shown to who points at it. */
  void point(String style, double x, double y, String title) {
    add(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
        style, x, y, Markup.escape(title));
  }

  /** A line through points, each an x and a y. */
  void path(String style, List<double[]> points) {
    StringBuilder way = new StringBuilder();
    for (double[] point : points) {
      way.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1]));
    }
    add("<polyline class=\"%s\" points=\"%s\"/>", style, way.toString().strip());
  }

  void text(String style, Anchor anchor, double x, double y, String what) {
    add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        style, anchor.label(), x, y, Markup.escape(what));
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** The whole of it. */
  String end() {
    return text + "</svg>\n";
  }
}
