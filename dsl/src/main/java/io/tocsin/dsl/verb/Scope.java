package io.tocsin.dsl.verb;

/** What a block of a rule file is about. */
public enum Scope {
  /** The file itself. */
  FILE("at the top of a rule file"),
  /** Inside {@code server}. */
  SERVER("in server { }"),
  /** A stream of events. */
  EVENT("among events"),
  /** Inside {@code route}. */
  ROUTE("in route { }"),
  /** Inside {@code routeBy}. */
  ROUTE_BY("in routeBy { }"),
  /** A stream of batches. */
  BATCH("among batches"),
  /** Inside {@code tests}. */
  TESTS("in tests { }"),
  /** Inside one {@code test}. */
  TEST("in a test"),
  /** Inside a function of the user's own, which may be called from anywhere. */
  ANY("anywhere"),
  /** Of a block: the same as around it. */
  SAME("here");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  /** How a message says it. */
  public String words() {
    return words;
  }
}
