package io.tocsin.query;

/**
 * A query text that cannot be understood, or costs too much to answer. The message has the form
 * {@code query:1:12: unexpected 'x', expected a value; remedy}, on one line.
 */
public final class QueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /** A query that is sound, but one too many at the moment. */
  public static QueryException oneTooMany() {
    return new QueryException(1, 1, "too many searches of the whole index wait", "try again");
  }

  QueryException(int line, int column, String problem, String remedy) {
    super("query:" + line + ":" + column + ": " + problem + "; " + remedy);
    this.line = line;
    this.column = column;
  }

  /** The line of the trouble, from 1. */
  public int line() {
    return line;
  }

  /** The column of the trouble in characters, from 1. */
  public int column() {
    return column;
  }
}
