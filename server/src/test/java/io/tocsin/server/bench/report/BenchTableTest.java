package io.tocsin.server.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.RuleCost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A measurement as text. */
final class BenchTableTest {

  private static List<String> printed(BenchResult result) {
    StringWriter text = new StringWriter();
    BenchTable.print(new PrintWriter(text), Samples.setting(), result);
    return text.toString().lines().toList();
  }

  @Test
  void saysWhatWasMeasuredAndWhatOf() {
    assertThat(printed(Samples.result(200, 190, 210)))
        .containsExactly(
            "rules       rules.groovy: 2 streams, 1 output",
            "load        some load",
            "machine     2 x Some CPU, Linux 6, A VM 17, heap up to 1 GB, Copy",
            "",
            "throughput  5M events per CPU-second [4.76M .. 5.26M], 2.50M events/s; warm-up 1 s,"
                + " 9 rounds of 100 ms",
            "an event    200 ns of CPU, 64 B allocated; garbage collection took 0.0 % of the time",
            "latency     p50 100 ns  p90 400 ns  p99 1.60 µs  p99.9 6.40 µs  max 25.6 µs",
            "            (in the engine: one event through all rules, with the timers due before it;"
                + " no network, no queues, and nothing waits in front of it; reading the clock is"
                + " 25 ns of each)",
            "memory      800 B a key (0 keys 1 MB, 1000 keys 1.80 MB, 2000 keys 2.60 MB; after about"
                + " 20 events of each key; readings differ by 500 B)",
            "outputs     12 messages",
            "lost        throttled 1.50k",
            "",
            "NS/EVENT   SHARE     +-  IN/EVENT  SENT/EVENT  RULE                               "
                + "                 PLACE",
            "   100.0  50.0 %  1.0 %     1.000       0.001  where { metric > 1 }               "
                + "                 rules.groovy:7",
            "    40.0  20.0 %  1.0 %     1.000       0.001  rule 'named'                       "
                + "                 rules.groovy:7",
            "    60.0  30.0 %                               (the lane: clock, timers, expiry,"
                + " choice of rules)",
            "(found by looking 10000 times which rule the lane was in, all rules together, timers"
                + " and expired events included; with the marks an event took 1.25 times as long,"
                + " what they cost is taken out, as much for each that was passed)");
  }

  @Test
  void roundsThatDifferAreDoubtedAndWarmingUpIsRecommendedWhereItHelps() {
    assertThat(printed(Samples.result(200, 200, 200, 240)))
        .noneMatch(line -> line.startsWith("note:"));
    assertThat(printed(Samples.result(200, 260, 200)))
        .contains(
            "note: the rounds differ by 23.1 %: let it run longer (--duration), or with less beside"
                + " it");
    assertThat(printed(Samples.result(400, 300, 200)))
        .anyMatch(line -> line.endsWith("the later ones are faster: warm up longer (--warmup)"));
  }

  @Test
  void ofVeryManyRulesTheDearestAreShownAndTheOthersSummedUp() {
    List<RuleCost> costs = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      costs.add(Samples.cost("t", "r" + i, i < 30 ? 0.01 : 0.0004));
    }

    List<String> lines = printed(Samples.result(costs, 100));

    assertThat(lines).filteredOn(line -> line.contains("rule 'r")).hasSize(20);
    assertThat(lines).anyMatch(line -> line.contains("(980 others, none above 1.0 %)"));
  }

  @Test
  void ofRulesThatCostNextToNothingAFewAreShown() {
    List<RuleCost> costs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      costs.add(Samples.cost("t", "r" + i, i < 1 ? 0.005 : 0.0049));
    }

    List<String> lines = printed(Samples.result(costs, 100));

    assertThat(lines).filteredOn(line -> line.contains("rule 'r")).hasSize(8);
    assertThat(lines).anyMatch(line -> line.contains("(2 others, none above 0.5 %)"));
  }
}
