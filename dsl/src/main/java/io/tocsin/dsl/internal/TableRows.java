package io.tocsin.dsl.internal;

import io.tocsin.event.Event;
import io.tocsin.stream.Place;
import io.tocsin.stream.map.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the rows of one table, and refuses what cannot be. Confined to the loading thread. */
final class TableRows {

  static final int MAX_ROWS = 100_000;
  private static final Set<String> NUMBERS = Set.of("metric", "ttl", "time");

  private final String shown;
  private final String key;
  private final Set<String> columns = new LinkedHashSet<>();
  private final Map<String, Map<String, Object>> rows = new LinkedHashMap<>();

  TableRows(String shown, String key) {
    this.shown = shown;
    this.key = key;
    columns.add(key);
  }

  /** Names columns before the rows that have them, in their order. */
  void name(List<String> names) {
    columns.clear();
    names.stream().filter(name -> !name.isEmpty()).forEach(columns::add);
  }

  /** Adds a row of the values that are there; one without a key is a problem. */
  void add(Map<String, Object> cells, long line) {
    Map<String, Object> row = new LinkedHashMap<>();
    cells.forEach((column, value) -> row.put(column, fitting(column, value, line)));
    Object of = row.get(key);
    if (of == null || of.toString().isEmpty()) {
      throw problem(line, "table: the row has no '" + key + "'");
    }
    columns.addAll(row.keySet());
    if (rows.put(of.toString(), Map.copyOf(row)) != null) {
      throw problem(line, "table: a second row of " + key + " '" + of + "'");
    }
    if (rows.size() > MAX_ROWS) {
      throw problem(line, "table: more than " + MAX_ROWS + " rows");
    }
  }

  /** Fields of an event that are numbers have to be numbers here too. */
  private Object fitting(String column, Object value, long line) {
    if (column.isEmpty()) {
      throw problem(line, "table: a column has no name");
    }
    Object typed = value;
    if (NUMBERS.contains(column) && !column.equals(key) && value instanceof String text) {
      typed = number(column, text.strip(), line);
    }
    try {
      Event.of(Map.of(column, typed));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw problem(line, "table: " + e.getMessage());
    }
    return typed;
  }

  private Number number(String column, String text, long line) {
    if (text.matches("[+-]?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw problem(line, "table: " + column + " must be a number, was '" + text + "'");
  }

  Table table() {
    return new Table(shown, key, new ArrayList<>(columns), rows);
  }

  ScriptProblem problem(long line, String what) {
    return Tables.problem(new Place(shown, (int) line, 1), what, "");
  }
}
