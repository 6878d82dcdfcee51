package io.tocsin.bench.gate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What was measured of two commits, round by round. */
final class Comparison {

  private record Key(Workload workload, Figure figure) {}

  private final List<Map<Workload, Map<Figure, Double>>> baseline = new ArrayList<>();
  private final List<Map<Workload, Map<Figure, Double>>> head = new ArrayList<>();

  /** Takes what {@link Rounds} printed for the one commit, and for the other. */
  void add(String ofBaseline, String ofHead) {
    baseline.add(parse(ofBaseline));
    head.add(parse(ofHead));
  }

  /**
   * Reads what {@link Rounds} prints.
   *
   * @throws IllegalArgumentException if it is anything else, or not of all workloads
   */
  static Map<Workload, Map<Figure, Double>> parse(String printed) {
    Map<Workload, Map<Figure, Double>> round = new EnumMap<>(Workload.class);
    for (String line : printed.lines().toList()) {
      String[] parts = line.split("\t", -1);
      if (parts.length != Figure.values().length + 1) {
        throw new IllegalArgumentException("no figures: " + line);
      }
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      for (Figure figure : Figure.values()) {
        figures.put(figure, Double.valueOf(parts[figure.ordinal() + 1]));
      }
      round.put(Workload.valueOf(parts[0]), figures);
    }
    if (round.size() != Workload.values().length) {
      throw new IllegalArgumentException("not of every workload: " + printed);
    }
    return round;
  }

  /** Whether anything is worse. */
  boolean isWorse(Limits limits) {
    for (Workload workload : Workload.values()) {
      for (Figure figure : Figure.values()) {
        if (verdict(new Key(workload, figure), limits) == Verdict.WORSE) {
          return true;
        }
      }
    }
    return false;
  }

  /** A table of Markdown for each figure. */
  String table(Limits limits) {
    StringBuilder table = new StringBuilder();
    for (Figure figure : Figure.values()) {
      table
          .append("\n| ")
          .append(figure.words())
          .append(" | baseline | here | ratio | |\n| --- | --- | --- | --- | --- |\n");
      for (Workload workload : Workload.values()) {
        table.append(line(new Key(workload, figure), limits));
      }
    }
    return table.toString();
  }

  private String line(Key key, Limits limits) {
    Samples before = of(baseline, key);
    Samples after = of(head, key);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s |%n",
        key.workload().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        told(before, key.figure().unit()),
        told(after, key.figure().unit()),
        key.figure() == Figure.SPEED
            ? told(ratios(key), 1)
            : String.format(Locale.ROOT, "%.2f", ratio(before.median(), after.median())),
        verdict(key, limits).remark());
  }

  private static String told(Samples samples, double unit) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f..%.2f]",
        samples.median() / unit,
        samples.lowest() / unit,
        samples.highest() / unit);
  }

  /** Speeds of one round were measured in turns: what disturbed the one disturbed the other. */
  private Verdict verdict(Key key, Limits limits) {
    return key.figure() == Figure.SPEED
        ? key.figure().judge(new Samples(1), ratios(key), limits.of(key.figure()))
        : key.figure().judge(of(baseline, key), of(head, key), limits.of(key.figure()));
  }

  private Samples ratios(Key key) {
    return new Samples(
        IntStream.range(0, head.size())
            .mapToDouble(i -> ratio(value(baseline.get(i), key), value(head.get(i), key)))
            .toArray());
  }

  private static double ratio(double before, double after) {
    return before == after ? 1 : after / before;
  }

  private static Samples of(List<Map<Workload, Map<Figure, Double>>> rounds, Key key) {
    return new Samples(rounds.stream().mapToDouble(round -> value(round, key)).toArray());
  }

  private static double value(Map<Workload, Map<Figure, Double>> round, Key key) {
    return round.get(key.workload()).get(key.figure());
  }
}
