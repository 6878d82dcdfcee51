package io.tocsin.server.bench;

import java.util.ArrayList;
import java.util.Arrays;
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
   * Of samples. What the marks took is taken out: as much for each time that one was passed, half
   * of it in the part that was entered and half in the one around it.
   *
   * @param counts how often the lane was found in each part, by its number
   * @param marked the round in which this was
   * @param nanosPerEvent the processor time of an event without marks
   */
  static RuleCosts of(
      RuleUnits units, long[] counts, Marks marks, Round marked, double nanosPerEvent) {
    double[] nanos = new double[counts.length];
    long samples = Arrays.stream(counts).sum();
    double passed = 0;
    for (int i = 0; i < counts.length; i++) {
      nanos[i] = marked.cpuNanosPerEvent() * counts[i] / Math.max(1, samples);
      passed += i == Marks.LANE ? 0 : (double) marks.in(i) / marked.events();
    }
    double mark = Math.max(0, marked.cpuNanosPerEvent() - nanosPerEvent) / Math.max(1e-9, passed);
    for (int i = 1; i < counts.length; i++) {
      double half = mark / 2 * marks.in(i) / marked.events();
      nanos[i] -= half;
      nanos[units.parent(i)] -= half;
    }
    double sum = Arrays.stream(nanos).map(n -> Math.max(0, n)).sum();
    double slowdown = marked.cpuNanosPerEvent() / nanosPerEvent;
    List<RuleCost> rules = new ArrayList<>();
    for (int i = 1; i < counts.length; i++) {
      double share = Math.max(0, nanos[i]) / Math.max(1e-9, sum);
      rules.add(
          new RuleCost(
              units.units().get(i - 1),
              share,
              margin(counts[i], (double) samples) * Math.max(1, slowdown),
              share * nanosPerEvent,
              (double) marks.in(i) / marked.events(),
              (double) marks.sentBy(i) / marked.events()));
    }
    rules.sort(Comparator.comparingDouble(RuleCost::share).reversed());
    double lane = Math.max(0, nanos[Marks.LANE]) / Math.max(1e-9, sum);
    return new RuleCosts(rules, lane, lane * nanosPerEvent, samples, slowdown);
  }

  /** By Agresti and Coull, which holds for shares near 0 too. */
  private static double margin(long found, double all) {
    double n = all + OF_TWENTY * OF_TWENTY;
    double p = (found + OF_TWENTY * OF_TWENTY / 2) / n;
    return OF_TWENTY * Math.sqrt(p * (1 - p) / n);
  }
}
