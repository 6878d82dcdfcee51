package io.tocsin.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A case drawn as a timeline: the rule, the moments, and below them what came and what went on. The
 * same case is always drawn the same, so that a picture in a document shows what was run.
 */
final class Picture {

  private static final Pattern LAST_POINTS = Pattern.compile("( \\{ out\\d? })+$");
  private static final Pattern POINT = Pattern.compile("\\bout\\d?\\b");
  private static final Pattern LENGTH =
      Pattern.compile("\\d\\.(millis|second|minute|hour|day|week)");
  private static final Set<String> NAMES = Set.of("host", "service", "state", "description");
  private static final int LABEL = 9;

  /** What stands in a row, by the moment it came at. */
  private record Row(String label, TreeMap<BigDecimal, List<String>> cells) {

    static Row of(String label, List<Notation.Item> items) {
      TreeMap<BigDecimal, List<String>> cells = new TreeMap<>();
      BigDecimal at = BigDecimal.ZERO;
      for (Notation.Item item : items) {
        at = item.at() == null ? at : item.at();
        List<String> cell =
            cells.computeIfAbsent(at.stripTrailingZeros(), moment -> new ArrayList<>());
        if (item.metric() != null || item.batch() != null) {
          cell.add(shown(item));
        }
      }
      return new Row(label, cells);
    }

    String cell(BigDecimal moment) {
      return String.join(", ", cells.getOrDefault(moment, List.of()));
    }
  }

  private Picture() {}

  /** The lines of a case. Of a case without times there is no row of them. */
  static List<String> of(JsonNode one) {
    String rule = one.get("rule").asText().strip().replaceAll("\\bOUT(\\d?)\\b", "out$1");
    List<String> lines = new ArrayList<>();
    one.path("files")
        .properties()
        .forEach(file -> lines.add(file.getKey() + ": " + oneLine(file.getValue().asText())));
    one.path("top").asText().lines().forEach(lines::add);
    lines.addAll(withoutLastPoints(rule));
    lines.addAll(rows(one, LENGTH.matcher(rule).find()));
    String lost =
        one.path("losses").properties().stream()
            .map(loss -> loss.getValue().asText() + " " + loss.getKey())
            .collect(Collectors.joining(", "));
    if (!lost.isEmpty()) {
      lines.add(padded("lost", LABEL) + lost);
    }
    return lines;
  }

  /** What stands last in a rule of one stage goes without saying: the rows are called so. */
  private static List<String> withoutLastPoints(String rule) {
    String rest = LAST_POINTS.matcher(rule).replaceFirst("");
    boolean oneStage =
        !rest.contains(" ; ") && !rest.contains("() }") && !POINT.matcher(rest).find();
    return (oneStage ? rest : rule).lines().toList();
  }

  private static String oneLine(String text) {
    return text.strip().replace("\n", " / ");
  }

  private static List<String> rows(JsonNode one, boolean timed) {
    List<Row> rows = new ArrayList<>();
    TreeSet<BigDecimal> moments = new TreeSet<>();
    for (String label : List.of("in", "out", "out2", "out3", "log")) {
      if (one.has(label)) {
        Row row = Row.of(label, Notation.items(one.get(label).asText()));
        rows.add(row);
        moments.addAll(row.cells().keySet());
      }
    }
    Row seconds = new Row("seconds", new TreeMap<>());
    moments.forEach(moment -> seconds.cells().put(moment, List.of(shown(moment))));
    if (timed || !onlyCounts(moments)) {
      rows.add(0, seconds);
    }
    Map<BigDecimal, Integer> widths = new LinkedHashMap<>();
    for (BigDecimal moment : moments) {
      widths.put(moment, rows.stream().mapToInt(row -> row.cell(moment).length()).max().orElse(0));
    }
    return rows.stream().map(row -> drawn(row, widths)).toList();
  }

  private static String drawn(Row row, Map<BigDecimal, Integer> widths) {
    StringBuilder line = new StringBuilder(padded(row.label(), LABEL));
    widths.forEach(
        (moment, width) -> line.append(padded(row.cell(moment), Math.max(width, 3) + 2)));
    return line.toString().stripTrailing();
  }

  /** Whether the moments are 0, 1, 2 …: then they say only what came first. */
  private static boolean onlyCounts(Set<BigDecimal> moments) {
    int n = 0;
    for (BigDecimal moment : moments) {
      if (moment.compareTo(BigDecimal.valueOf(n++)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** A plus is the microsecond after. */
  private static String shown(BigDecimal moment) {
    BigDecimal millis = moment.setScale(3, RoundingMode.DOWN);
    return millis.stripTrailingZeros().toPlainString() + (millis.compareTo(moment) < 0 ? "+" : "");
  }

  private static String shown(Notation.Item item) {
    List<Notation.Item> batch = item.batch();
    return batch == null
        ? event(item)
        : batch.stream().map(Picture::event).collect(Collectors.joining(" ", "[", "]"));
  }

  /** {@code host/service/state=metric(the rest)}, as far as they are there. */
  private static String event(Notation.Item item) {
    List<String> names = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    item.fields()
        .forEach(
            (field, value) -> {
              if (NAMES.contains(field) && !value.isEmpty()) {
                names.add(value);
              } else {
                rest.add(detail(field, value));
              }
            });
    String metric = metric(item.metric(), names.isEmpty() && rest.isEmpty());
    String name = String.join("/", names);
    return name
        + (name.isEmpty() || metric.isEmpty() ? "" : "=")
        + metric
        + (rest.isEmpty() ? "" : "(" + String.join(" ", rest) + ")");
  }

  private static String metric(@Nullable String written, boolean alone) {
    boolean number = written != null && !written.equals("-") && !written.equals("?");
    return number || (alone && written != null) ? written : "";
  }

  private static String detail(String field, String value) {
    if (value.isEmpty()) {
      return "no " + field;
    }
    return switch (field) {
      case "tags" -> "#" + value.replace(",", " #");
      case "time" -> "t=" + value;
      default -> field + "=" + value;
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
