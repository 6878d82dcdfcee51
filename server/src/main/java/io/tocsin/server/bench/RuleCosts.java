package io.tocsin.server.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What each part of the rules costs, the dearest first.
 *
 * @param rules the parts
 * @param laneShare of the lane itself: its clock and timers, what expires, the choice of rules
 * @param laneNanosPerEvent the same as processor time of an event
 * @param samples how often it was looked
 * @param slowdown the processor time of an event while marks were set, to that without; NaN when it
 *     was not measured
 */
public record RuleCosts(
    List<RuleCost> rules,
    double laneShare,
    double laneNanosPerEvent,
    long samples,
    double slowdown) {

  /** Samples below which shares say next to nothing. */
  public static final int FEW = 400;

  private static final double OF_TWENTY = 1.96;

  public RuleCosts {
    rules = List.copyOf(rules);
  }

  /** Whether the shares are mostly chance. */
  public boolean isVague() {
    return samples < FEW;
  }

  /**
   * Of samples.
   *
   * @param counts how often the lane was found in each part, by its number
   * @param marked the round in which this was
   * @param nanosPerEvent the processor time of an event without marks
   */
  static RuleCosts of(
      List<RuleUnit> units, long[] counts, Marks marks, Round marked, double nanosPerEvent) {
    long samples = 0;
    for (long count : counts) {
      samples += count;
    }
    double all = Math.max(1, samples);
    List<RuleCost> rules = new ArrayList<>();
    for (int i = 1; i <= units.size(); i++) {
      double share = counts[i] / all;
      rules.add(
          new RuleCost(
              units.get(i - 1),
              share,
              margin(counts[i], all),
              share * nanosPerEvent,
              (double) marks.in(i) / marked.events(),
              (double) marks.sentBy(i) / marked.events()));
    }
    rules.sort(Comparator.comparingDouble(RuleCost::share).reversed());
    double lane = counts[Marks.LANE] / all;
    return new RuleCosts(
        rules, lane, lane * nanosPerEvent, samples, marked.cpuNanosPerEvent() / nanosPerEvent);
  }

  /** By Agresti and Coull, which holds for shares near 0 too. */
  private static double margin(long found, double all) {
    double n = all + OF_TWENTY * OF_TWENTY;
    double p = (found + OF_TWENTY * OF_TWENTY / 2) / n;
    return OF_TWENTY * Math.sqrt(p * (1 - p) / n);
  }
}
