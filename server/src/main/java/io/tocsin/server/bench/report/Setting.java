package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchPlan;
import java.util.List;

/**
 * What was measured, and how: what a figure is worth nothing without.
 *
 * @param version of Tocsin
 * @param moment when, as ISO 8601
 * @param command the command line
 * @param files the rule files
 * @param streams roots of the rules
 * @param outputs that the rules declare
 * @param load in a few words
 */
public record Setting(
    String version,
    String moment,
    List<String> command,
    List<RuleFile> files,
    int streams,
    int outputs,
    String load,
    BenchPlan plan,
    Machine machine) {

  /** A rule file, or a table it reads, with the SHA-256 of its content. */
  public record RuleFile(String path, String sha256) {}

  public Setting {
    command = List.copyOf(command);
    files = List.copyOf(files);
  }

  /** What the rules' files contain, whatever they are called. */
  String digest() {
    return String.join(" ", files.stream().map(RuleFile::sha256).toList());
  }

  /** The rules on one line. */
  String rules() {
    String first = files.isEmpty() ? "none" : files.get(0).path();
    String more = files.size() < 2 ? "" : " and " + (files.size() - 1) + " more";
    return first
        + more
        + ": "
        + streams
        + (streams == 1 ? " stream, " : " streams, ")
        + outputs
        + (outputs == 1 ? " output" : " outputs");
  }

  /** How long things were measured. */
  String times() {
    return "warm-up "
        + Quantity.nanos(plan.warmup().toNanos())
        + ", "
        + BenchPlan.ROUNDS
        + " rounds of "
        + Quantity.nanos(plan.duration().toNanos() / BenchPlan.ROUNDS);
  }
}
