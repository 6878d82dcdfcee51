package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchPlan;
import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
import io.tocsin.server.bench.LatencyProfile;
import io.tocsin.server.bench.Round;
import io.tocsin.server.bench.RuleCost;
import io.tocsin.server.bench.RuleCosts;
import io.tocsin.server.bench.RuleUnit;
import io.tocsin.stream.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measurements whose figures are known. */
final class Samples {

  static final Machine MACHINE =
      new Machine(
          "Some CPU", 2, "Linux 6", "A VM 17", 1_000_000_000, List.of("Copy"), List.of("-Xmx1g"));

  private Samples() {}

  static Setting setting() {
    return setting("rules.groovy", "abc", MACHINE);
  }

  static Setting setting(String file, String sha256, Machine machine) {
    return new Setting(
        "tocsin 1",
        "2026-01-02T03:04:05Z",
        List.of("tocsin", "bench", file),
        List.of(new Setting.RuleFile(file, sha256)),
        2,
        1,
        "some load",
        new BenchPlan(Duration.ofSeconds(1), Duration.ofMillis(900)),
        machine);
  }

  /** Rounds of a thousand events, with so many microseconds of processor time each. */
  static BenchResult result(long... cpuMicros) {
    return result(
        List.of(cost("where { metric > 1 }", "", 0.5), cost("x", "named", 0.2)), cpuMicros);
  }

  static BenchResult result(List<RuleCost> costs, long... cpuMicros) {
    List<Round> rounds = new ArrayList<>();
    for (long micros : cpuMicros) {
      rounds.add(new Round(1000, micros * 1000, micros * 2000, 0, 64_000));
    }
    return new BenchResult(
        rounds,
        latency(),
        new RuleCosts(costs, 0.3, 60, 10_000, 1.25),
        memory(2_600_000),
        12,
        Map.of("throttled", 1500L),
        null);
  }

  static RuleCost cost(String text, String name, double share) {
    Place place = new Place("folder/rules.groovy", 7, 3);
    RuleUnit unit = new RuleUnit(name, place, text, false);
    return new RuleCost(unit, share, 0.01, share * 200, 1, 0.001);
  }

  static LatencyProfile latency() {
    List<LatencyProfile.Point> points = new ArrayList<>();
    long nanos = 100;
    for (double percentile : new double[] {50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100}) {
      points.add(new LatencyProfile.Point(percentile, nanos));
      nanos *= 2;
    }
    List<LatencyProfile.Bar> bars =
        List.of(
            new LatencyProfile.Bar(50, 100, 900),
            new LatencyProfile.Bar(100, 200, 0),
            new LatencyProfile.Bar(200, 30_000, 100));
    return new LatencyProfile(1000, 25, points, bars);
  }

  static KeyMemory memory(long most) {
    return new KeyMemory(
        List.of(
            new KeyMemory.Point(0, 1_000_000),
            new KeyMemory.Point(1000, 1_800_000),
            new KeyMemory.Point(2000, most)),
        20,
        500,
        false);
  }
}
