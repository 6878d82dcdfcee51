package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.RuleCost;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measurement beside an earlier one.
 *
 * @param rows what is compared
 * @param ratio of the throughput now to that before
 * @param overlap whether the rounds of both overlap, so that a difference may be noise
 * @param notes in what else they differ, and what to make of it
 */
public record Comparison(List<Row> rows, double ratio, boolean overlap, List<String> notes) {

  /** One figure now and before, as text, and the ratio of now to before; NaN when not known. */
  public record Row(String what, String now, String before, double ratio) {}

  private static final List<String> PERCENTILES = List.of("p50", "p99", "p99.9", "max");
  private static final int MOST_RULES = 20;

  public Comparison {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** Sets one beside the other. */
  public static Comparison of(Setting setting, BenchResult now, Earlier before) {
    List<Row> rows = new ArrayList<>();
    double events = now.median().eventsPerCpuSecond();
    double ratio = events / before.eventsPerCpuSecond();
    rows.add(
        new Row(
            "events per CPU-second",
            Quantity.count(events),
            Quantity.count(before.eventsPerCpuSecond()),
            ratio));
    for (String label : PERCENTILES) {
      double nanos =
          now.latency().points().stream()
              .filter(p -> BenchJson.label(p.percentile()).equals(label))
              .mapToDouble(p -> p.nanos())
              .findFirst()
              .orElse(Double.NaN);
      rows.add(time("latency " + label, nanos, before.latencies().get(label)));
    }
    double allocated = now.median().allocatedBytesPerEvent();
    rows.add(size("allocated for an event", allocated, before.allocatedBytesPerEvent()));
    rows.add(size("memory of a key", now.memory().bytesPerKey(), before.bytesPerKey()));
    for (RuleCost cost : now.costs().rules().stream().limit(MOST_RULES).toList()) {
      String name = CostRows.name(cost.unit());
      rows.add(time(name, cost.nanosPerEvent(), before.rules().get(name)));
    }
    boolean overlap = now.lowest() <= before.highest() && before.lowest() <= now.highest();
    return new Comparison(rows, ratio, overlap, notes(setting, before, overlap));
  }

  private static Row time(String what, double now, @Nullable Double before) {
    double then = before == null ? Double.NaN : before;
    return new Row(what, Quantity.nanos(now), Quantity.nanos(then), now / then);
  }

  private static Row size(String what, double now, double before) {
    return new Row(what, Quantity.bytes(now), Quantity.bytes(before), now / before);
  }

  private static List<String> notes(Setting setting, Earlier before, boolean overlap) {
    List<String> notes = new ArrayList<>();
    if (!setting.digest().equals(before.digest())) {
      notes.add("the rules are others than before");
    }
    if (!setting.load().equals(before.load())) {
      notes.add("the load is another than before: " + before.load());
    }
    if (!before.isOf(setting.machine())) {
      notes.add("the machine, the JVM or its flags are others than before");
    }
    if (overlap) {
      notes.add("the rounds of both overlap: the difference in throughput may be noise");
    }
    notes.add("runs differ by more than the rounds of one do: repeat what matters");
    return notes;
  }

  /**
   * Whether it has become slower for certain.
   *
   * @param below the lowest ratio of the throughput that is right
   */
  public boolean isSlower(double below) {
    return ratio < below && !overlap;
  }

  /** Prints it as a table. */
  public void print(PrintWriter out) {
    TextTable table = new TextTable("NOW", "BEFORE", "NOW/BEFORE", "");
    for (Row row : rows) {
      String ratio = Double.isFinite(row.ratio()) ? Quantity.ratio(row.ratio()) : "-";
      table.add(row.now(), row.before(), ratio, row.what());
    }
    table.lines(3).forEach(out::println);
    notes.forEach(note -> out.println("note: " + note));
    out.flush();
  }
}
