package io.tocsin.server.command;

import io.tocsin.dsl.RuleSet;
import io.tocsin.server.bench.load.AskedFor;
import io.tocsin.server.bench.load.Load;
import io.tocsin.server.bench.load.LoadPlan;
import io.tocsin.server.bench.load.RecordedLoad;
import io.tocsin.server.bench.load.SyntheticLoad;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which load rules are measured under. */
final class BenchLoad {

  private static final int HOSTS = 100;
  private static final int SERVICES = 10;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "repeat these events, one JSON object a line, as replay takes them; .gz too (default:"
              + " events that are made up to meet the rules' conditions)")
  private @Nullable Path events;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "hosts that are made up (default: " + HOSTS + ")")
  private @Nullable Long hosts;

  @Option(
      names = "--services",
      paramLabel = "N",
      description = "services of each host (default: " + SERVICES + ")")
  private @Nullable Long services;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "events in a second of the events' own time, which windows and timers go by; not of the"
              + " clock (default: one of each host and service)")
  private @Nullable BigDecimal rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "what is random in the events depends on it (default: 1)")
  private @Nullable Long seed;

  /** Refuses what makes no sense, before anything takes time. */
  void check() {
    boolean madeUp = hosts != null || services != null || rate != null || seed != null;
    if (events != null && madeUp) {
      throw new WrongUse(
          "--events: comes with hosts, services and times of its own; leave out --hosts,"
              + " --services, --rate and --seed");
    }
    atLeastOne("--hosts", hosts);
    atLeastOne("--services", services);
    if (rate != null && !(rate.doubleValue() > 0)) {
      throw new WrongUse("--rate: must be above 0, was " + rate);
    }
    long pairs = Math.multiplyExact(orElse(hosts, HOSTS), orElse(services, SERVICES));
    if (pairs > LoadPlan.MAX_KEYS / 2) {
      throw new WrongUse(
          "--hosts: at most " + LoadPlan.MAX_KEYS / 2 + " pairs of host and service");
    }
  }

  private static void atLeastOne(String option, @Nullable Long value) {
    if (value != null && (value < 1 || value > LoadPlan.MAX_KEYS)) {
      throw new WrongUse(option + ": must be from 1 to " + LoadPlan.MAX_KEYS + ", was " + value);
    }
  }

  private static long orElse(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  /** The load for some rules. */
  Load open(RuleSet rules) throws IOException {
    if (events != null) {
      return RecordedLoad.of(events);
    }
    int hostCount = (int) orElse(hosts, HOSTS);
    int serviceCount = (int) orElse(services, SERVICES);
    double perSecond = rate == null ? hostCount * (double) serviceCount : rate.doubleValue();
    LoadPlan plan = new LoadPlan(hostCount, serviceCount, perSecond, orElse(seed, 1));
    return new SyntheticLoad(plan, AskedFor.of(rules.streams()));
  }
}
