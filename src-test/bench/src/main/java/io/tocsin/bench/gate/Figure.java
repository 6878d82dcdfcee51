package io.tocsin.bench.gate;

/** What is measured of a workload, and what of it is too much. */
enum Figure {
  /** More is better. */
  SPEED("million events by CPU-second", 1e6, 0),
  /** Less is better; a byte more is nothing. */
  ALLOCATION("bytes allocated by the event", 1, 1),
  /** Less is better; eight bytes more are nothing: objects are rounded up to them. */
  MEMORY("bytes kept by the key", 1, 8);

  private final String words;
  private final double unit;
  private final double nothing;

  Figure(String words, double unit, double nothing) {
    this.words = words;
    this.unit = unit;
    this.nothing = nothing;
  }

  String words() {
    return words;
  }

  /** What one of the table is in what was measured. */
  double unit() {
    return unit;
  }

  /**
   * Compares the rounds of two commits.
   *
   * @param limit for speed the least ratio of the medians that will do, below 1; for the others the
   *     greatest, above 1
   */
  Verdict judge(Samples baseline, Samples head, double limit) {
    double more = head.median() - baseline.median();
    double spread = Math.max(baseline.spread(), head.spread());
    boolean isNothing = Math.abs(more) <= nothing || more == 0;
    double better = this == SPEED ? more : -more;
    if (isNothing) {
      return Verdict.SAME;
    }
    if (!isBeyond(head.median() / baseline.median(), limit)) {
      return better > 0 && Math.abs(more) > spread ? Verdict.BETTER : Verdict.SAME;
    }
    return Math.abs(more) > spread ? Verdict.WORSE : Verdict.UNCLEAR;
  }

  private boolean isBeyond(double ratio, double limit) {
    return this == SPEED ? ratio < limit : ratio > limit;
  }
}
