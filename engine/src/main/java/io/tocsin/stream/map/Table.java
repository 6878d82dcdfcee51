package io.tocsin.stream.map;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values by a key, read when rules are loaded. Immutable; compared by content.
 *
 * <p>A row has the columns it has a value for: texts, numbers, or a list of texts for {@code tags}.
 */
public final class Table {

  private final String name;
  private final String key;
  private final List<String> columns;
  private final Map<String, Map<String, Object>> rows;
  private final int hash;

  /**
   * A table.
   *
   * @param name for people
   * @param key the column whose values are the keys
   * @param columns all columns, the key's too
   * @param rows by key
   */
  public Table(
      String name, String key, List<String> columns, Map<String, Map<String, Object>> rows) {
    this.name = name;
    this.key = key;
    this.columns = List.copyOf(columns);
    this.rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    // Recipes are hashed often, and a table is large.
    this.hash = 31 * key.hashCode() + this.rows.hashCode();
  }

  /** The column of the keys. */
  public String key() {
    return key;
  }

  /** All columns, in their order. */
  public List<String> columns() {
    return columns;
  }

  /** Rows held. */
  public int size() {
    return rows.size();
  }

  /** A key's row; null when there is none. */
  public @Nullable Map<String, Object> row(@Nullable String of) {
    return rows.get(of);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Table t
        && hash == t.hash
        && key.equals(t.key)
        && columns.equals(t.columns)
        && rows.equals(t.rows);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The name and size; rows may be many. */
  @Override
  public String toString() {
    return name + " (" + rows.size() + " rows by " + key + ")";
  }
}
