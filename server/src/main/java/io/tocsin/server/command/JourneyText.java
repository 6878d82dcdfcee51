package io.tocsin.server.command;

import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.dsl.dryrun.Step;
import io.tocsin.dsl.dryrun.Timeline;
import io.tocsin.event.Event;
import io.tocsin.stream.Place;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of an event through the rules as an indented list: place, stage, answer, values. */
final class JourneyText {

  private static final int MAX_TEXT = 56;

  private record Row(String place, String text, String answer, String values) {}

  private final PrintWriter out;
  private final RuleLines lines = new RuleLines();
  private @Nullable String rule;

  JourneyText(PrintWriter out) {
    this.out = out;
  }

  void event(Event event, List<Step> steps) {
    out.println(EventLines.json(event));
    if (steps.isEmpty()) {
      out.println("  reaches no stage");
    }
    print(steps);
  }

  /** What timers did on the way to an event; nothing is printed when they did nothing. */
  void timers(List<Step> steps) {
    if (!steps.isEmpty()) {
      out.println("timers before it");
      print(steps);
    }
  }

  void after(BigDecimal seconds, List<Step> steps) {
    out.println("within " + seconds.toPlainString() + " s after it");
    if (steps.isEmpty()) {
      out.println("  nothing happens");
    }
    print(steps);
  }

  private void print(List<Step> steps) {
    List<Row> rows = new ArrayList<>();
    rule = null;
    steps.forEach(step -> add(step, 1, rows));
    int place = rows.stream().mapToInt(r -> r.place().length()).max().orElse(0);
    int text = rows.stream().mapToInt(r -> r.text().length()).max().orElse(0);
    int answer = rows.stream().mapToInt(r -> r.answer().length()).max().orElse(0);
    for (Row row : rows) {
      String line =
          String.format(
              "  %-"
                  + Math.max(1, place)
                  + "s  %-"
                  + Math.max(1, text)
                  + "s  %-"
                  + Math.max(1, answer)
                  + "s  %s",
              row.place(),
              row.text(),
              row.answer(),
              row.values());
      out.println(line.stripTrailing());
    }
  }

  private void add(Step step, int depth, List<Row> rows) {
    Place place = step.stage().place();
    String name = step.stage().rule();
    if (name != null && !name.equals(rule)) {
      rows.add(new Row("", indent(depth - 1) + "rule '" + name + "'", "", ""));
    }
    rule = name;
    String written = lines.at(place);
    String text = written.isEmpty() ? step.stage().operator().toString() : written;
    String shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    String timer = step.item() == null ? "timer: " : "";
    rows.add(
        new Row(
            fileAndLine(place),
            indent(depth) + shown,
            timer + step.answer(),
            Timeline.values(step)));
    step.below().forEach(below -> add(below, depth + 1, rows));
  }

  private static String fileAndLine(Place place) {
    return Path.of(place.file()).getFileName() + ":" + place.line();
  }

  private static String indent(int depth) {
    return "  ".repeat(Math.min(depth, 20));
  }
}
