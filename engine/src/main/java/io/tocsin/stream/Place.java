package io.tocsin.stream;

/**
 * A place in a rule file.
 *
 * @param file as the user named it
 * @param line from 1, 0 when unknown
 * @param column from 1, 0 when unknown
 */
public record Place(String file, int line, int column) {

  public static final Place UNKNOWN = new Place("unknown", 0, 0);

  @Override
  public String toString() {
    return column > 0 ? file + ":" + line + ":" + column : file + ":" + line;
  }
}
