package io.tocsin.bench.gate;

import java.util.List;

/**
 * How much is measured, and what is too much.
 *
 * @param rounds fresh JVMs for each commit, at least 1
 * @param warmSeconds of CPU time, for each workload
 * @param measuredSeconds of CPU time, for each workload
 * @param below the least ratio of speeds, above 0 and below 1
 * @param above the greatest ratio of allocation and memory, above 1
 */
record Limits(int rounds, double warmSeconds, double measuredSeconds, double below, double above) {

  Limits {
    if (rounds < 1 || below <= 0 || below >= 1 || above <= 1) {
      throw new IllegalArgumentException(
          "--rounds must be at least 1, --below between 0 and 1, --above greater than 1");
    }
    if (!(warmSeconds >= 0) || !(measuredSeconds > 0)) {
      throw new IllegalArgumentException("--warm must be at least 0, --seconds greater than 0");
    }
  }

  /**
   * Reads options: five rounds, 2 s and 1 s, 0.85 and 1.1 unless they say otherwise.
   *
   * @throws IllegalArgumentException if one is unknown, or is no number in its bounds
   */
  static Limits of(List<String> options) {
    int rounds = 5;
    double warm = 2;
    double seconds = 1;
    double below = 0.85;
    double above = 1.1;
    for (int i = 0; i < options.size(); i += 2) {
      String value = i + 1 < options.size() ? options.get(i + 1) : "";
      switch (options.get(i)) {
        case "--rounds" -> rounds = (int) number(options.get(i), value);
        case "--warm" -> warm = number(options.get(i), value);
        case "--seconds" -> seconds = number(options.get(i), value);
        case "--below" -> below = number(options.get(i), value);
        case "--above" -> above = number(options.get(i), value);
        default -> throw new IllegalArgumentException("unknown option " + options.get(i));
      }
    }
    return new Limits(rounds, warm, seconds, below, above);
  }

  private static double number(String option, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not '" + value + "'", e);
    }
  }

  double of(Figure figure) {
    return figure == Figure.SPEED ? below : above;
  }
}
