package io.tocsin.server.bench.report;

import io.tocsin.server.bench.RuleCosts;
import io.tocsin.server.bench.report.Svg.Anchor;
import java.util.List;

/** What each rule costs, as bars, the longest first. */
final class CostPlot {

  static final int MOST_RULES = 30;

  private static final int WIDTH = 1040;
  private static final int ROW = 40;
  private static final int FROM = 2;
  private static final int TO = 860;
  private static final int MAX_TEXT = 110;

  private CostPlot() {}

  static String of(RuleCosts costs) {
    List<CostRows.Row> rows = CostRows.of(costs, MOST_RULES);
    Svg svg = new Svg(WIDTH, rows.size() * ROW + 6, "cost of each rule");
    double most = rows.stream().mapToDouble(CostRows.Row::share).max().orElse(1);
    Axis x = new Axis(0, Math.max(1e-6, most), false, FROM, TO);
    for (int i = 0; i < rows.size(); i++) {
      CostRows.Row row = rows.get(i);
      double y = i * ROW + 4;
      svg.text("label", Anchor.START, FROM, y + 13, text(row));
      String value = Quantity.nanos(row.nanos()) + ", " + Quantity.percent(row.share());
      String style = row.where().isEmpty() ? "bar other" : "bar";
      double end = x.at(row.share());
      svg.rectangle(style, FROM, y + 19, end - FROM, 12, row.name() + ": " + value);
      double beside = end;
      if (row.margin() > 0) {
        beside = x.at(row.share() + row.margin());
        svg.line("margin", x.at(row.share() - row.margin()), y + 25, beside, y + 25);
      }
      svg.text("value", Anchor.START, Math.max(end, beside) + 8, y + 29, value);
    }
    return svg.end();
  }

  private static String text(CostRows.Row row) {
    String name = row.name().length() <= MAX_TEXT ? row.name() : row.name().substring(0, MAX_TEXT);
    return row.where().isEmpty() ? name : name + "   " + row.where();
  }
}
