package io.tocsin.query;

/**
 * What the regular expressions of one search may cost, all together: a lane must not hang on
 * somebody's {@code (a+)+$}. A step is a character looked at. Confined to one thread.
 */
public final class SearchBudget {

  /** Steps of any search. */
  static final long STEPS = 10_000_000;

  /** Steps more for each entry searched, so that a plain expression gets through a full index. */
  static final long STEPS_PER_ENTRY = 100;

  private static final long STEPS_OF_ONE_EVENT = 100_000;

  private final long steps;
  private long left;

  private SearchBudget(long steps) {
    this.steps = steps;
    left = steps;
  }

  /** The budget for one event by itself: a millisecond's worth at the most. */
  static SearchBudget forOneEvent() {
    return new SearchBudget(STEPS_OF_ONE_EVENT);
  }

  /** A budget of so many steps. */
  static SearchBudget ofSteps(long steps) {
    return new SearchBudget(steps);
  }

  /** The budget for a search in so many entries. */
  public static SearchBudget forEntries(int entries) {
    return new SearchBudget(STEPS + STEPS_PER_ENTRY * entries);
  }

  /** Takes a step. */
  void step() {
    if (--left < 0) {
      throw refusal("its regular expressions take more than " + steps + " steps on the index");
    }
  }

  /** Steps that are left, at least 0. */
  long left() {
    return Math.max(0, left);
  }

  /** The end of a search that would cost too much. */
  static QueryException refusal(String problem) {
    return new QueryException(
        1,
        1,
        problem,
        "write simpler ones, or ask for fewer hosts or services as in"
            + " host = 'web1' and service ~= '…'");
  }
}
