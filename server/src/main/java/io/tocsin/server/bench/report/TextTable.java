package io.tocsin.server.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns. Confined to one thread. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  TextTable(String... head) {
    columns = head.length;
    rows.add(List.of(head));
  }

  /** A row with a text for each column; control characters are left out. */
  void add(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.replaceAll("\\p{Cntrl}", " "));
    }
    rows.add(row);
  }

  /**
   * The lines, the head first.
   *
   * @param right so many columns, from the left, are set flush right: those with numbers
   */
  List<String> lines(int right) {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blank = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(i < right ? blank + row.get(i) : row.get(i) + blank);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
