package io.tocsin.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of {@code rules.txt}. */
public final class RuleRows {

  private static final Pattern ROW =
      Pattern.compile("((\\w+)(?:-[\\w-]+)?(?:@(?<keys>\\d+))?):\\s*(.*)");
  private static final int KEYS = 1000;

  /**
   * One rule to be measured.
   *
   * @param name tells it from all others
   * @param verb whose rule it is
   * @param keys pairs of host and service in its input
   */
  public record Row(String name, String verb, int keys, String rule) {}

  private RuleRows() {}

  /**
   * All of them, in their order.
   *
   * @throws IllegalArgumentException if a line is neither a row nor a remark
   */
  public static List<Row> all() {
    try (InputStream in = RuleRows.class.getResourceAsStream("/rules.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(RuleRows::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of a name. */
  public static Row of(String name) {
    return all().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no row '" + name + "' in rules.txt"));
  }

  private static Row row(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new IllegalArgumentException("no row: " + line);
    }
    int keys = row.group("keys") == null ? KEYS : Integer.parseInt(row.group("keys"));
    return new Row(row.group(1), row.group(2), keys, row.group(4));
  }
}
