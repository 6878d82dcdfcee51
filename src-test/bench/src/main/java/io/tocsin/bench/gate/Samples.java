package io.tocsin.bench.gate;

import java.util.Arrays;

/** One figure of all rounds, ascending. Not empty. */
final class Samples {

  private static final int MANY = 5;

  private final double[] sorted;

  Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no rounds");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The one in the middle; the mean of two. */
  double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  double lowest() {
    return sorted[0];
  }

  double highest() {
    return sorted[sorted.length - 1];
  }

  /**
   * How far the rounds lie apart: all of them, or, from five on, all but the lowest and the
   * highest, since one round in which the machine was wanted elsewhere must not hide the others.
   */
  double spread() {
    return sorted.length < MANY ? highest() - lowest() : sorted[sorted.length - 2] - sorted[1];
  }
}
