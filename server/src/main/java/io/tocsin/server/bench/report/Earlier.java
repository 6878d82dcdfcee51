package io.tocsin.server.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an earlier measurement is compared with; NaN where it had no figure.
 *
 * @param digest of the rule files
 * @param latencies nanoseconds by percentile, as in p99
 * @param rules nanoseconds of an event by the name of the rule
 */
public record Earlier(
    String digest,
    String load,
    String machine,
    double eventsPerCpuSecond,
    double lowest,
    double highest,
    double allocatedBytesPerEvent,
    double bytesPerKey,
    Map<String, Double> latencies,
    Map<String, Double> rules) {

  /**
   * Reads what {@link BenchJson} wrote.
   *
   * @throws IOException if it is no such file; names it
   */
  public static Earlier read(Path file) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": is not JSON: give a file that bench --json wrote", e);
    }
    if (root.path("format").asInt() != BenchJson.FORMAT
        || !root.at("/throughput/eventsPerCpuSecond").isNumber()) {
      throw new IOException(file + ": is no measurement: give a file that bench --json wrote");
    }
    List<String> digests = new ArrayList<>();
    root.path("rules").forEach(rule -> digests.add(rule.path("sha256").asText()));
    Map<String, Double> latencies = new LinkedHashMap<>();
    root.at("/latency/nanos")
        .properties()
        .forEach(p -> latencies.put(p.getKey(), p.getValue().asDouble()));
    Map<String, Double> rules = new LinkedHashMap<>();
    root.at("/costs/rules")
        .forEach(r -> rules.put(r.path("name").asText(), r.path("nanosPerEvent").asDouble()));
    JsonNode throughput = root.path("throughput");
    return new Earlier(
        String.join(" ", digests),
        root.path("load").asText(),
        machine(root.path("machine")),
        number(throughput, "eventsPerCpuSecond"),
        number(throughput, "lowest"),
        number(throughput, "highest"),
        number(throughput, "allocatedBytesPerEvent"),
        number(root.path("memory"), "bytesPerKey"),
        latencies,
        rules);
  }

  private static double number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }

  private static String machine(JsonNode node) {
    return node.path("processor").asText()
        + node.path("processors").asText()
        + node.path("jvm").asText()
        + node.path("flags");
  }

  /** Whether a machine is alike as far as figures depend on it. */
  boolean isOf(Machine other) {
    JsonNode flags = new ObjectMapper().valueToTree(other.flags());
    return machine.equals(other.processor() + other.processors() + other.jvm() + flags);
  }
}
