package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
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

  static String costs(BenchResult result) {
    return String.format(
        Locale.ROOT,
        "found by looking %d times which rule the lane was in, all rules together, timers and"
            + " expired events included; marking them made an event take %.2f times as long",
        result.costs().samples(),
        result.costs().slowdown());
  }

  static String memory(KeyMemory memory) {
    String after =
        String.format(Locale.ROOT, "after about %.0f events of each key", memory.eventsPerKey());
    return Double.isNaN(memory.bytesPerKey())
        ? after + "; it grew no more than readings differ by (" + noise(memory) + ")"
        : after + "; readings differ by " + noise(memory);
  }

  private static String noise(KeyMemory memory) {
    return Quantity.bytes(memory.noiseBytes());
  }

  /** Doubts about this measurement; empty when there are none. */
  static List<String> doubts(BenchResult result) {
    List<String> doubts = new ArrayList<>();
    double spread = (result.highest() - result.lowest()) / result.median().eventsPerCpuSecond();
    if (spread > 0.2) {
      doubts.add(
          "the rounds differ by "
              + Quantity.percent(spread)
              + ": let it run longer (--duration, --warmup), or with less beside it");
    }
    if (result.costs().isVague()) {
      doubts.add("the shares of the rules are mostly chance: let it run longer (--duration)");
    }
    if (result.costs().slowdown() > 1.3) {
      doubts.add("marking the rules slowed them down: their shares are rough");
    }
    if (result.failure() != null) {
      doubts.add("a rule fails, which is slow: " + result.failure());
    }
    return doubts;
  }
}
