package io.tocsin.server.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
import io.tocsin.server.bench.LatencyProfile;
import io.tocsin.server.bench.Round;
import io.tocsin.server.bench.RuleCost;

/** A measurement as JSON; {@link Earlier} reads it. What could not be told is null. */
public final class BenchJson {

  /** Of the layout; another number is another layout. */
  static final int FORMAT = 1;

  private BenchJson() {}

  /** The whole of it, laid out for people. */
  public static String write(Setting setting, BenchResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    setting(root, setting);
    ObjectNode throughput = root.putObject("throughput");
    Round median = result.median();
    throughput.put("eventsPerCpuSecond", median.eventsPerCpuSecond());
    throughput.put("lowest", result.lowest());
    throughput.put("highest", result.highest());
    throughput.put("eventsPerSecond", median.eventsPerSecond());
    throughput.put("cpuNanosPerEvent", median.cpuNanosPerEvent());
    number(throughput, "allocatedBytesPerEvent", median.allocatedBytesPerEvent());
    throughput.put("gcShare", result.gcShare());
    rounds(throughput.putArray("rounds"), result);
    latency(root.putObject("latency"), result.latency());
    costs(root, result);
    memory(root.putObject("memory"), result.memory());
    root.put("messages", result.messages());
    ObjectNode losses = root.putObject("losses");
    result.losses().forEach(losses::put);
    ArrayNode notes = root.putArray("notes");
    Notes.doubts(result).forEach(notes::add);
    return root.toPrettyString();
  }

  private static void setting(ObjectNode root, Setting setting) {
    root.put("version", setting.version());
    root.put("moment", setting.moment());
    setting.command().forEach(root.putArray("command")::add);
    ArrayNode files = root.putArray("rules");
    setting.files().forEach(f -> files.addObject().put("path", f.path()).put("sha256", f.sha256()));
    root.put("load", setting.load());
    root.put("warmupNanos", setting.plan().warmup().toNanos());
    root.put("durationNanos", setting.plan().duration().toNanos());
    Machine machine = setting.machine();
    ObjectNode node = root.putObject("machine");
    node.put("processor", machine.processor());
    node.put("processors", machine.processors());
    node.put("system", machine.system());
    node.put("jvm", machine.jvm());
    node.put("maxHeapBytes", machine.maxHeapBytes());
    machine.collectors().forEach(node.putArray("collectors")::add);
    machine.flags().forEach(node.putArray("flags")::add);
  }

  private static void rounds(ArrayNode array, BenchResult result) {
    for (Round round : result.rounds()) {
      ObjectNode node = array.addObject();
      node.put("events", round.events());
      node.put("cpuNanos", round.cpuNanos());
      node.put("wallNanos", round.wallNanos());
      node.put("gcMillis", round.gcMillis());
      node.put("allocatedBytes", round.allocatedBytes() < 0 ? null : round.allocatedBytes());
    }
  }

  private static void latency(ObjectNode node, LatencyProfile latency) {
    node.put("of", Notes.LATENCY);
    node.put("events", latency.events());
    node.put("clockNanos", latency.clockNanos());
    ObjectNode percentiles = node.putObject("nanos");
    latency.points().forEach(p -> percentiles.put(label(p.percentile()), p.nanos()));
    ArrayNode bars = node.putArray("histogram");
    for (LatencyProfile.Bar bar : latency.bars()) {
      bars.addObject()
          .put("aboveNanos", bar.aboveNanos())
          .put("upToNanos", bar.upToNanos())
          .put("events", bar.events());
    }
  }

  /** As in p99.9, and max. */
  static String label(double percentile) {
    return percentile == 100
        ? "max"
        : "p" + (percentile == Math.rint(percentile) ? (int) percentile + "" : percentile + "");
  }

  private static void costs(ObjectNode root, BenchResult result) {
    ObjectNode node = root.putObject("costs");
    node.put("how", Notes.costs(result));
    node.put("samples", result.costs().samples());
    node.put("slowdown", result.costs().slowdown());
    node.put("laneShare", result.costs().laneShare());
    ArrayNode rules = node.putArray("rules");
    for (RuleCost cost : result.costs().rules()) {
      ObjectNode rule = rules.addObject();
      rule.put("name", CostRows.name(cost.unit()));
      rule.put("place", cost.unit().place().toString());
      rule.put("share", cost.share());
      rule.put("margin", cost.margin());
      rule.put("nanosPerEvent", cost.nanosPerEvent());
      rule.put("takenPerEvent", cost.takenPerEvent());
      rule.put("sentPerEvent", cost.sentPerEvent());
    }
  }

  private static void memory(ObjectNode node, KeyMemory memory) {
    number(node, "bytesPerKey", memory.bytesPerKey());
    node.put("noiseBytes", memory.noiseBytes());
    node.put("eventsPerKey", memory.eventsPerKey());
    ArrayNode points = node.putArray("points");
    memory
        .points()
        .forEach(p -> points.addObject().put("keys", p.keys()).put("heapBytes", p.heapBytes()));
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
