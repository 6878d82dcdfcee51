package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
import io.tocsin.server.bench.LatencyProfile;
import io.tocsin.server.bench.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What must be said beside the figures, so that they are not taken for more than they are. */
final class Notes {

  static final String LATENCY =
      "in the engine: one event through all rules, with the timers due before it; no network, no"
          + " queues, and nothing waits in front of it";
  static final String THROUGHPUT =
      "processor time of the one thread that runs the rules; reading from sockets, delivering to"
          + " outputs, garbage collection and the JIT are not in it";

  private Notes() {}

  static String latency(LatencyProfile latency) {
    return LATENCY + "; reading the clock is " + Quantity.nanos(latency.clockNanos()) + " of each";
  }

  static String costs(BenchResult result) {
    return String.format(
        Locale.ROOT,
        "found by looking %d times which rule the lane was in, all rules together, timers and"
            + " expired events included; with the marks an event took %.2f times as long, what they"
            + " cost is taken out, as much for each that was passed",
        result.costs().samples(),
        result.costs().slowdown());
  }

  static String memory(KeyMemory memory) {
    String after =
        String.format(Locale.ROOT, "after about %.0f events of each key", memory.eventsPerKey());
    if (memory.full()) {
      return after + "; the index or a by was full: take fewer hosts, or raise its limit";
    }
    return Double.isNaN(memory.bytesPerKey())
        ? after + "; it grew no more than readings differ by (" + noise(memory) + ")"
        : after + "; readings differ by " + noise(memory);
  }

  private static String noise(KeyMemory memory) {
    return Quantity.bytes(memory.noiseBytes());
  }

  private static boolean isRising(List<Round> rounds) {
    int third = Math.max(1, rounds.size() / 3);
    return mean(rounds.subList(0, third)) * 1.1
        < mean(rounds.subList(rounds.size() - third, rounds.size()));
  }

  private static double mean(List<Round> rounds) {
    return rounds.stream().mapToDouble(Round::eventsPerCpuSecond).average().orElse(0);
  }

  /** Doubts about this measurement; empty when there are none. */
  static List<String> doubts(BenchResult result) {
    List<String> doubts = new ArrayList<>();
    double spread = (result.highest() - result.lowest()) / result.median().eventsPerCpuSecond();
    if (spread > 0.2) {
      doubts.add(
          "the rounds differ by "
              + Quantity.percent(spread)
              + (isRising(result.rounds())
                  ? " and the later ones are faster: warm up longer (--warmup)"
                  : ": let it run longer (--duration), or with less beside it"));
    }
    if (result.costs().isVague()) {
      doubts.add("the shares of the rules are mostly chance: let it run longer (--duration)");
    }
    if (result.costs().slowdown() > 1.75) {
      doubts.add("the marks cost nearly as much as the rules: the shares of these are rough");
    }
    if (result.failure() != null) {
      doubts.add("a rule fails, which is slow: " + result.failure());
    }
    return doubts;
  }
}
