package io.tocsin.server.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param rounds in the order they ran, at least one
 * @param messages given to outputs, by the rounds, the warm-up before them and the latencies
 * @param losses of the same events, by reason; empty when there were none
 * @param failure where a rule failed first, and with what; null when none did
 */
public record BenchResult(
    List<Round> rounds,
    LatencyProfile latency,
    RuleCosts costs,
    KeyMemory memory,
    long messages,
    Map<String, Long> losses,
    @Nullable String failure) {

  public BenchResult {
    rounds = List.copyOf(rounds);
    losses = Map.copyOf(losses);
  }

  /** The round in the middle when put in order of their throughput. */
  public Round median() {
    return median(rounds);
  }

  static Round median(List<Round> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Round::eventsPerCpuSecond))
        .toList()
        .get(rounds.size() / 2);
  }

  /** The slowest round's events for each second of processor time. */
  public double lowest() {
    return rounds.stream().mapToDouble(Round::eventsPerCpuSecond).min().orElseThrow();
  }

  /** The fastest round's events for each second of processor time. */
  public double highest() {
    return rounds.stream().mapToDouble(Round::eventsPerCpuSecond).max().orElseThrow();
  }

  /** Of all rounds, from 0 to 1. */
  public double gcShare() {
    double millis = rounds.stream().mapToLong(Round::gcMillis).sum();
    double wall = rounds.stream().mapToLong(Round::wallNanos).sum();
    return Math.min(1, millis * 1e6 / Math.max(1, wall));
  }
}
