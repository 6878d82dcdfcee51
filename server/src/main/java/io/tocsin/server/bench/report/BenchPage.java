package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.Round;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A measurement as one page of HTML that needs nothing else. */
public final class BenchPage {

  private static final int MOST_RULES = 200;

  private final StringBuilder html = new StringBuilder();

  private BenchPage() {}

  /**
   * The page.
   *
   * @param comparison with an earlier measurement; null when there is none
   */
  public static String write(Setting setting, BenchResult result, @Nullable Comparison comparison) {
    BenchPage page = new BenchPage();
    page.html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    page.html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    page.html.append("<title>").append(Markup.escape("bench: " + setting.rules()));
    page.html.append("</title>\n<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    page.head(setting, result);
    page.plots(result);
    page.costs(result);
    if (comparison != null) {
      page.comparison(comparison);
    }
    page.setting(setting, result);
    page.html.append("</body>\n</html>\n");
    return page.html.toString();
  }

  private static String style() {
    try (InputStream in = BenchPage.class.getResourceAsStream("bench.css")) {
      if (in == null) {
        throw new IllegalStateException("there is no bench.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head(Setting setting, BenchResult result) {
    Round median = result.median();
    html.append("<header><h1>").append(Markup.escape(setting.rules())).append("</h1>\n");
    html.append("<p>").append(Markup.escape(setting.load())).append("</p></header>\n");
    html.append("<section class=\"tiles\">\n");
    tile(
        Quantity.count(median.eventsPerCpuSecond()),
        "events per CPU-second",
        Quantity.count(result.lowest()) + " to " + Quantity.count(result.highest()) + " by round");
    tile(
        Quantity.nanos(median.cpuNanosPerEvent()),
        "of CPU for an event",
        Quantity.bytes(median.allocatedBytesPerEvent())
            + " allocated, "
            + Quantity.percent(result.gcShare())
            + " garbage collection");
    tile(
        Quantity.nanos(result.latency().nanosAt(99)),
        "latency, p99",
        "p50 " + Quantity.nanos(result.latency().nanosAt(50)));
    tile(
        Double.isNaN(result.memory().bytesPerKey())
            ? "?"
            : Quantity.bytes(result.memory().bytesPerKey()),
        "of heap for a host and service",
        Double.isNaN(result.memory().bytesPerKey()) ? "cannot be told" : "each further one");
    html.append("</section>\n");
    for (String doubt : Notes.doubts(result)) {
      html.append("<p class=\"note\">").append(Markup.escape(doubt)).append("</p>\n");
    }
  }

  private void tile(String value, String what, String more) {
    html.append("<div><b>").append(Markup.escape(value)).append("</b><span>");
    html.append(Markup.escape(what)).append("</span><small>").append(Markup.escape(more));
    html.append("</small></div>\n");
  }

  private void plots(BenchResult result) {
    html.append("<section class=\"plots\">\n");
    figure("Throughput", Plots.rounds(result), Notes.THROUGHPUT);
    figure(
        "Latency by percentile",
        Plots.percentiles(result.latency()),
        Notes.latency(result.latency()));
    figure(
        "Latency, all events",
        Plots.histogram(result.latency()),
        "the same measurement, event by event");
    String base = Quantity.bytes(result.memory().points().get(0).heapBytes());
    figure(
        "Memory",
        Plots.memory(result.memory()),
        "heap above the " + base + " without keys, " + Notes.memory(result.memory()));
    html.append("</section>\n");
  }

  private void figure(String title, String plot, String caption) {
    html.append("<figure><h2>").append(Markup.escape(title)).append("</h2>\n").append(plot);
    html.append("<figcaption>").append(Markup.escape(caption)).append("</figcaption></figure>\n");
  }

  private void costs(BenchResult result) {
    html.append("<section>\n");
    figure("Cost of each rule, for an event", CostPlot.of(result.costs()), Notes.costs(result));
    html.append("<details><summary>as a table</summary>\n");
    List<List<String>> rows = new ArrayList<>();
    for (CostRows.Row row : CostRows.of(result.costs(), MOST_RULES)) {
      rows.add(
          List.of(
              row.name(),
              row.where(),
              Quantity.nanos(row.nanos()),
              Quantity.percent(row.share()),
              Double.isNaN(row.margin()) ? "" : "± " + Quantity.percent(row.margin()),
              Double.isNaN(row.taken()) ? "" : Quantity.ratio(row.taken()),
              Double.isNaN(row.sent()) ? "" : Quantity.ratio(row.sent())));
    }
    table(List.of("rule", "place", "an event", "share", "", "in, for an event", "sent"), rows);
    html.append("</details></section>\n");
  }

  private void comparison(Comparison comparison) {
    html.append("<section><h2>Beside an earlier run</h2>\n");
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Row row : comparison.rows()) {
      String ratio = Double.isFinite(row.ratio()) ? Quantity.ratio(row.ratio()) : "-";
      rows.add(List.of(row.what(), row.now(), row.before(), ratio));
    }
    table(List.of("", "now", "before", "now/before"), rows);
    for (String note : comparison.notes()) {
      html.append("<p class=\"note\">").append(Markup.escape(note)).append("</p>\n");
    }
    html.append("</section>\n");
  }

  private void setting(Setting setting, BenchResult result) {
    html.append("<section><h2>How it was measured</h2>\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("command", String.join(" ", setting.command())));
    rows.add(List.of("when", setting.moment() + ", " + setting.version()));
    rows.add(List.of("machine", setting.machine().brief()));
    rows.add(List.of("JVM flags", String.join(" ", setting.machine().flags())));
    rows.add(List.of("rounds", setting.times()));
    rows.add(List.of("load", setting.load()));
    rows.add(List.of("outputs", result.messages() + " messages, none of them sent"));
    for (Map.Entry<String, Long> loss : new TreeMap<>(result.losses()).entrySet()) {
      rows.add(List.of("lost: " + loss.getKey(), String.valueOf(loss.getValue())));
    }
    for (Setting.RuleFile file : setting.files()) {
      rows.add(List.of(file.path(), "SHA-256 " + file.sha256()));
    }
    table(List.of("", ""), rows);
    html.append("</section>\n");
  }

  private void table(List<String> head, List<List<String>> rows) {
    html.append("<table>\n");
    if (!String.join("", head).isEmpty()) {
      row("th", head);
    }
    rows.forEach(row -> row("td", row));
    html.append("</table>\n");
  }

  private void row(String tag, List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append('<').append(tag).append('>').append(Markup.escape(cell));
      html.append("</").append(tag).append('>');
    }
    html.append("</tr>\n");
  }
}
