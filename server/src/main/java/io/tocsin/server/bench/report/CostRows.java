package io.tocsin.server.bench.report;

import io.tocsin.server.bench.RuleCost;
import io.tocsin.server.bench.RuleCosts;
import io.tocsin.server.bench.RuleUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The costs of rules in rows that a page can hold: the dearest each for itself, the others as one,
 * and what the lane takes itself.
 */
final class CostRows {

  /**
   * A row.
   *
   * @param where file and line; empty for rows that stand for no one rule
   * @param taken items for each event; NaN where it says nothing
   * @param sent messages for each event; NaN where it says nothing
   */
  record Row(
      String name,
      String where,
      double share,
      double margin,
      double nanos,
      double taken,
      double sent) {}

  /** Rules that have a row of their own though they cost next to nothing. */
  private static final int ALWAYS = 8;

  private static final double NEXT_TO_NOTHING = 0.005;

  private CostRows() {}

  /**
   * Rows, the dearest first.
   *
   * @param most rules that get a row of their own, if they cost that much
   */
  static List<Row> of(RuleCosts costs, int most) {
    List<Row> rows = new ArrayList<>();
    List<RuleCost> rules = costs.rules();
    int dear = (int) rules.stream().filter(rule -> rule.share() >= NEXT_TO_NOTHING).count();
    int own = Math.min(rules.size(), Math.min(most, Math.max(ALWAYS, dear)));
    rules.subList(0, own).stream().map(CostRows::row).forEach(rows::add);
    if (rules.size() > own) {
      rows.add(others(rules.subList(own, rules.size())));
    }
    rows.add(
        new Row(
            "(the lane: clock, timers, expiry, choice of rules)",
            "",
            costs.laneShare(),
            Double.NaN,
            costs.laneNanosPerEvent(),
            Double.NaN,
            Double.NaN));
    return rows;
  }

  private static Row row(RuleCost cost) {
    return new Row(
        name(cost.unit()),
        where(cost.unit()),
        cost.share(),
        cost.margin(),
        cost.nanosPerEvent(),
        cost.takenPerEvent(),
        cost.sentPerEvent());
  }

  private static Row others(List<RuleCost> rules) {
    return new Row(
        "("
            + rules.size()
            + (rules.size() == 1 ? " other" : " others")
            + ", none above "
            + Quantity.percent(rules.get(0).share())
            + ")",
        "",
        rules.stream().mapToDouble(RuleCost::share).sum(),
        Double.NaN,
        rules.stream().mapToDouble(RuleCost::nanosPerEvent).sum(),
        Double.NaN,
        rules.stream().mapToDouble(RuleCost::sentPerEvent).sum());
  }

  /** A rule's name, or what stands at its place. */
  static String name(RuleUnit unit) {
    String name = unit.name().isEmpty() ? unit.text() : "rule '" + unit.name() + "'";
    String shown = name.isEmpty() ? unit.place().toString() : name;
    return unit.divided() ? shown + " (itself)" : shown;
  }

  /** File and line, without the folders. */
  static String where(RuleUnit unit) {
    String file = unit.place().file();
    return file.substring(file.lastIndexOf('/') + 1) + ":" + unit.place().line();
  }
}
