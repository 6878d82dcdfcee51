package io.tocsin.dsl.internal;

import io.tocsin.stream.map.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of comma-separated values (RFC 4180): the first line names the columns, an empty cell is
 * no value, white space around a cell does not count.
 */
final class CsvTable {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).setIgnoreEmptyLines(true).get();

  private static final Pattern UNCLOSED = Pattern.compile("startline (\\d+)\\) EOF");
  private static final Pattern AFTER_QUOTE =
      Pattern.compile("between encapsulated token and delimiter at line: (\\d+)");

  private final TableRows rows;
  private final String key;

  CsvTable(String shown, String key) {
    this.rows = new TableRows(shown, key);
    this.key = key;
  }

  Table read(String text) {
    long line = 1;
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      List<String> header = null;
      for (CSVRecord record : parser) {
        line = parser.getCurrentLineNumber();
        if (header == null) {
          header = header(record, line);
        } else {
          rows.add(row(header, record, line), line);
        }
      }
      if (header == null) {
        throw rows.problem(1, "table: the first line must name the columns");
      }
      return rows.table();
    } catch (UncheckedIOException e) {
      throw unreadable(line, String.valueOf(e.getCause().getMessage()));
    } catch (IOException | IllegalStateException e) {
      throw unreadable(line, String.valueOf(e.getMessage()));
    }
  }

  /** The parser knows the line, but says it in words of its own. */
  private ScriptProblem unreadable(long line, String said) {
    Matcher unclosed = UNCLOSED.matcher(said);
    if (unclosed.find()) {
      return rows.problem(
          Long.parseLong(unclosed.group(1)),
          "table: a quote that is opened in this line is never closed");
    }
    Matcher afterQuote = AFTER_QUOTE.matcher(said);
    if (afterQuote.find()) {
      return rows.problem(
          Long.parseLong(afterQuote.group(1)),
          "table: something follows a closing quote; a quote inside quotes is written twice");
    }
    return rows.problem(line, "table: a line cannot be read: " + said);
  }

  private List<String> header(CSVRecord record, long line) {
    List<String> header = new ArrayList<>(record.toList());
    if (!header.contains(key)) {
      throw rows.problem(line, "table: no column '" + key + "', only " + header);
    }
    if (new HashSet<>(header).size() < header.size()) {
      throw rows.problem(line, "table: two columns have the same name, of " + header);
    }
    rows.name(header);
    return header;
  }

  private Map<String, Object> row(List<String> header, CSVRecord record, long line) {
    if (record.size() != header.size()) {
      throw rows.problem(
          line, "table: the line has " + record.size() + " cells, the first line " + header.size());
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (!record.get(i).isEmpty()) {
        row.put(header.get(i), record.get(i));
      }
    }
    return row;
  }
}
