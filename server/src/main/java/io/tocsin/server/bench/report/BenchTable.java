package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
import io.tocsin.server.bench.LatencyProfile;
import io.tocsin.server.bench.Round;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A measurement as text. */
public final class BenchTable {

  private static final int MOST_RULES = 20;
  private static final int HEAD = 12;

  private BenchTable() {}

  /** Prints what there is to say. */
  public static void print(PrintWriter out, Setting setting, BenchResult result) {
    line(out, "rules", setting.rules());
    line(out, "load", setting.load());
    line(out, "machine", setting.machine().brief());
    out.println();
    Round median = result.median();
    line(
        out,
        "throughput",
        Quantity.count(median.eventsPerCpuSecond())
            + " events per CPU-second ["
            + Quantity.count(result.lowest())
            + " .. "
            + Quantity.count(result.highest())
            + "], "
            + Quantity.count(median.eventsPerSecond())
            + " events/s; "
            + setting.times());
    line(
        out,
        "an event",
        Quantity.nanos(median.cpuNanosPerEvent())
            + " of CPU, "
            + Quantity.bytes(median.allocatedBytesPerEvent())
            + " allocated; garbage collection took "
            + Quantity.percent(result.gcShare())
            + " of the time");
    line(out, "latency", latency(result.latency()));
    line(out, "", "(" + Notes.latency(result.latency()) + ")");
    line(out, "memory", memory(result.memory()));
    line(out, "outputs", Quantity.count(result.messages()) + " messages");
    if (!result.losses().isEmpty()) {
      line(out, "lost", losses(result.losses()));
    }
    out.println();
    costs(result).forEach(out::println);
    Notes.doubts(result).forEach(doubt -> out.println("note: " + doubt));
    out.flush();
  }

  private static void line(PrintWriter out, String head, String text) {
    out.println(head + " ".repeat(HEAD - head.length()) + text);
  }

  static String latency(LatencyProfile latency) {
    return "p50 "
        + Quantity.nanos(latency.nanosAt(50))
        + "  p90 "
        + Quantity.nanos(latency.nanosAt(90))
        + "  p99 "
        + Quantity.nanos(latency.nanosAt(99))
        + "  p99.9 "
        + Quantity.nanos(latency.nanosAt(99.9))
        + "  max "
        + Quantity.nanos(latency.nanosAt(100));
  }

  private static String memory(KeyMemory memory) {
    String each =
        Double.isNaN(memory.bytesPerKey())
            ? "a key's cannot be told"
            : Quantity.bytes(memory.bytesPerKey()) + " a key";
    String points =
        memory.points().stream()
            .map(p -> p.keys() + " keys " + Quantity.bytes(p.heapBytes()))
            .collect(Collectors.joining(", "));
    return each + " (" + points + "; " + Notes.memory(memory) + ")";
  }

  private static String losses(Map<String, Long> losses) {
    return new TreeMap<>(losses)
        .entrySet().stream()
            .map(loss -> loss.getKey() + " " + Quantity.count(loss.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static List<String> costs(BenchResult result) {
    TextTable table =
        new TextTable("NS/EVENT", "SHARE", "+-", "IN/EVENT", "SENT/EVENT", "RULE", "PLACE");
    for (CostRows.Row row : CostRows.of(result.costs(), MOST_RULES)) {
      table.add(
          Quantity.tenths(row.nanos()),
          Quantity.percent(row.share()),
          Double.isNaN(row.margin()) ? "" : Quantity.percent(row.margin()),
          Double.isNaN(row.taken()) ? "" : Quantity.ratio(row.taken()),
          Double.isNaN(row.sent()) ? "" : Quantity.ratio(row.sent()),
          row.name(),
          row.where());
    }
    List<String> lines = new ArrayList<>(table.lines(5));
    lines.add("(" + Notes.costs(result) + ")");
    return lines;
  }
}
