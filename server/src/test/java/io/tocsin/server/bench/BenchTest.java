package io.tocsin.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleSet;
import io.tocsin.server.bench.load.AskedFor;
import io.tocsin.server.bench.load.Block;
import io.tocsin.server.bench.load.Load;
import io.tocsin.server.bench.load.LoadPlan;
import io.tocsin.server.bench.load.SyntheticLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole measurement with a meter whose readings are known. */
final class BenchTest {

  private static final String RULES =
      """
      def out = console()
      streams {
        index()
        over(90) { by('host') { throttle(1, per: 1.minute) { sendTo out } } }
        where { host == 'h' && service == 's' } { map { e -> e.set(metric: 1 % 0) } { index() } }
      }
      """;

  @TempDir private Path folder;

  private BenchResult bench(Meter meter, BenchWatch watch) {
    return bench(RULES, meter, watch);
  }

  private BenchResult bench(String text, Meter meter) {
    return bench(text, meter, events -> {});
  }

  private BenchResult bench(String text, Meter meter, BenchWatch watch) {
    try (RuleSet rules = RuleFixture.rules(folder, text)) {
      Load load = new SyntheticLoad(new LoadPlan(10, 5, 50, 1), AskedFor.of(rules.streams()));
      BenchPlan plan = new BenchPlan(Duration.ZERO, Duration.ofMillis(180));
      return new Bench(rules, load, plan, meter, watch).run();
    }
  }

  @Test
  void roundsTakeTheTimeThatWasAskedForAndCountWhatRan() {
    // A round's 20 ms are over after ten looks at the clock: one at its start, three for each
    // block.
    BenchResult result = bench(new SteadyMeter(), events -> {});

    long blocks = 4;
    assertThat(result.rounds())
        .hasSize(BenchPlan.ROUNDS)
        .allSatisfy(
            round -> {
              assertThat(round.events()).isEqualTo(blocks * Block.SIZE);
              assertThat(round.cpuNanos()).isEqualTo(blocks * SteadyMeter.CPU_STEP);
              assertThat(round.wallNanos()).isEqualTo(blocks * SteadyMeter.WALL_STEP);
              assertThat(round.gcMillis()).isEqualTo(blocks);
              assertThat(round.allocatedBytes()).isEqualTo(blocks * SteadyMeter.ALLOCATED_STEP);
            });
    Round median = result.median();
    assertThat(median.eventsPerCpuSecond()).isEqualTo(Block.SIZE * 1000.0);
    assertThat(median.eventsPerSecond()).isEqualTo(Block.SIZE * 500.0);
    assertThat(median.allocatedBytesPerEvent()).isEqualTo(2);
    assertThat(median.gcShare()).isEqualTo(0.5);
    assertThat(result.gcShare()).isEqualTo(0.5);
    assertThat(result.lowest()).isEqualTo(result.highest());
  }

  @Test
  void everyEventIsToldToWhoWatchesAndCountedInTheLatencies() {
    long[] told = {0};

    BenchResult result = bench(new SteadyMeter(), events -> told[0] += events);

    assertThat(told[0]).isPositive().isEqualTo(told[0] / Block.SIZE * Block.SIZE);
    LatencyProfile latency = result.latency();
    assertThat(latency.bars().stream().mapToLong(LatencyProfile.Bar::events).sum())
        .isEqualTo(latency.events())
        .isPositive();
    assertThat(latency.clockNanos()).isEqualTo(SteadyMeter.WALL_STEP);
    // To three digits.
    assertThat(latency.nanosAt(50)).isBetween(2_000_000L, 2_002_000L);
    assertThat(latency.nanosAt(100)).isBetween(2_000_000L, 2_002_000L);
  }

  @Test
  void messagesLossesAndFailuresAreToldAndNothingIsSent() {
    BenchResult result = bench(new SteadyMeter(), events -> {});

    assertThat(result.messages()).isPositive();
    assertThat(result.losses()).containsKeys("throttled", "failed");
    assertThat(result.failure()).endsWith("rules.groovy:5:45: ArithmeticException");
    assertThat(result.costs().rules())
        .extracting(c -> c.unit().place().line())
        .containsExactlyInAnyOrder(3, 4, 5);
    assertThat(result.costs().rules()).allMatch(cost -> cost.takenPerEvent() >= 1);
  }

  @Test
  void whatTheJvmDoesNotTellIsNotKnown() {
    BenchResult result = bench(new SteadyMeter(false), events -> {});

    assertThat(result.median().allocatedBytesPerEvent()).isNaN();
  }

  @Test
  void theHeapOfTwiceAsManyKeysTellsWhatOneTakes() {
    // Two readings that agree for each of: no keys, ten thousand, twenty thousand.
    Meter meter = new SteadyMeter().heaps(1_000_000, 1_000_000, 3_000_000, 3_000_000, 6_000_000);

    KeyMemory memory = bench(meter, events -> {}).memory();

    assertThat(memory.points())
        .containsExactly(
            new KeyMemory.Point(0, 1_000_000),
            new KeyMemory.Point(10_000, 3_000_000),
            new KeyMemory.Point(20_000, 6_000_000));
    assertThat(memory.bytesPerKey()).isEqualTo(300);
    assertThat(memory.noiseBytes()).isZero();
    assertThat(memory.eventsPerKey()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theHeapIsReadUntilTwoReadingsAgree() {
    Meter meter = new SteadyMeter().heaps(9_000_000, 5_000_000, 1_016_384, 1_000_000);

    KeyMemory memory = bench(meter, events -> {}).memory();

    assertThat(memory.points().get(0).heapBytes()).isEqualTo(1_000_000);
    assertThat(memory.noiseBytes()).isEqualTo(16_384);
  }

  @ParameterizedTest
  @CsvSource({"4096, false", "4097, true", "-5000, false"})
  void growthWithinTheNoiseIsNotTold(long grown, boolean told) {
    KeyMemory memory = memory(grown, 0);

    assertThat(Double.isNaN(memory.bytesPerKey())).isEqualTo(!told);
  }

  @ParameterizedTest
  @CsvSource({"8000, false", "8001, true"})
  void growthMustBeSeveralTimesTheNoise(long grown, boolean told) {
    assertThat(Double.isNaN(memory(grown, 2000).bytesPerKey())).isEqualTo(!told);
  }

  @Test
  void whenKeysAreTurnedAwayTheirMemoryIsNotTold() {
    Meter meter = new SteadyMeter().heaps(1_000_000, 1_000_000, 3_000_000, 3_000_000, 6_000_000);
    String rules = "streams { by('host', 'service', maxKeys: %d) { throttle(1, per: 1.hour) {} } }";

    assertThat(bench(rules.formatted(20_000), meter).memory().bytesPerKey()).isEqualTo(300);
    KeyMemory full = bench(rules.formatted(19_000), new SteadyMeter()).memory();
    assertThat(full.full()).isTrue();
    assertThat(full.bytesPerKey()).isNaN();
  }

  private static KeyMemory memory(long grown, long noise) {
    return new KeyMemory(
        List.of(
            new KeyMemory.Point(0, 0),
            new KeyMemory.Point(10, 10_000),
            new KeyMemory.Point(20, 10_000 + grown)),
        1,
        noise,
        false);
  }
}
