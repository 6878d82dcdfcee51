package io.tocsin.server.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values laid out along a line of a picture. Immutable.
 *
 * @param low the value at {@code from}; above 0 where it is logarithmic
 * @param high the value at {@code to}, above {@code low}
 * @param logarithmic whether equal lengths are equal ratios
 */
record Axis(double low, double high, boolean logarithmic, double from, double to) {

  private static final double[] STEPS = {1, 2, 5, 10};

  /** From 0 to a round number that is not below the highest value. */
  static Axis fromZero(double highest, double from, double to) {
    double step = step(highest <= 0 ? 1 : highest);
    return new Axis(0, Math.ceil((highest <= 0 ? 1 : highest) / step) * step, false, from, to);
  }

  /** From a power of ten to another, so that both values lie between. */
  static Axis powers(double lowest, double highest, double from, double to) {
    double low = Math.pow(10, Math.floor(Math.log10(Math.max(lowest, 1e-9))));
    double high = Math.pow(10, Math.ceil(Math.log10(Math.max(highest, 1e-9))));
    return new Axis(low, high > low ? high : low * 10, true, from, to);
  }

  /** Of about four steps. */
  private static double step(double highest) {
    double power = Math.pow(10, Math.floor(Math.log10(highest / 4)));
    for (double step : STEPS) {
      if (step * power * 5 >= highest) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** Where a value lies; values beyond either end lie at it. */
  double at(double value) {
    double v = Math.min(high, Math.max(low, value));
    double part =
        logarithmic
            ? (Math.log10(v) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
            : (v - low) / (high - low);
    return from + part * (to - from);
  }

  /** As {@link #at(double)}. */
  double at(long value) {
    return at((double) value);
  }

  /** Values to label. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = low; tick <= high * 1.001; tick *= 10) {
        ticks.add(tick);
      }
    } else {
      double step = step(high);
      for (int i = 0; i * step <= high * 1.001; i++) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }
}
