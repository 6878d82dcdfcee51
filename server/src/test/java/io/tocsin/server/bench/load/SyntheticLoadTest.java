package io.tocsin.server.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dsl.RuleSet;
import io.tocsin.event.Event;
import io.tocsin.server.bench.RuleFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that are made up. */
final class SyntheticLoadTest {

  @TempDir private Path folder;

  private record Arrival(Event event, long moment) {}

  private static List<Arrival> take(Load load, int blocks) {
    List<Arrival> taken = new ArrayList<>();
    Block block = new Block();
    for (int i = 0; i < blocks; i++) {
      load.fill(block);
      for (int j = 0; j < Block.SIZE; j++) {
        taken.add(new Arrival(block.event(j), block.moment(j)));
      }
    }
    return taken;
  }

  private static Load load(int hosts, int services, double rate, long seed) {
    return new SyntheticLoad(new LoadPlan(hosts, services, rate, seed), AskedFor.nothing());
  }

  private static Set<List<String>> pairs(List<Arrival> arrivals) {
    Set<List<String>> pairs = new HashSet<>();
    arrivals.forEach(a -> pairs.add(List.of(a.event().getHost(), a.event().getService())));
    return pairs;
  }

  @Test
  void theSameSeedGivesTheSameEventsAndAnotherSeedOthers() {
    assertThat(take(load(7, 3, 10, 5), 3)).isEqualTo(take(load(7, 3, 10, 5), 3));
    assertThat(take(load(7, 3, 10, 5), 1)).isNotEqualTo(take(load(7, 3, 10, 6), 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 5, 1", "20, 10, 1", "20, 10, 3"})
  void speaksOfEveryPairOfHostAndService(int hosts, int services, int times) {
    Load load = load(hosts, services, 100, 1).grown(times);

    assertThat(load.keys()).isEqualTo(hosts * services * times);
    assertThat(pairs(take(load, 8))).hasSize(load.keys());
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "1000, 1", "10, 2"})
  void timeAdvancesAtTheRateOfEvents(double rate, int times) {
    Load load = load(1, 10, rate, 1).grown(times);

    List<Arrival> arrivals = take(load, 2);

    assertThat(arrivals.get(0).moment()).isGreaterThanOrEqualTo(load.startMicros());
    assertThat(arrivals).extracting(Arrival::moment).isSorted();
    assertThat(arrivals).allMatch(a -> a.event().timeMicrosOr(0) == a.moment());
    if (times == 1) {
      long last = arrivals.get(arrivals.size() - 1).moment() - load.startMicros();
      assertThat(last / 1e6).isEqualTo((arrivals.size() - 1) / rate);
    }
  }

  @Test
  void someHostIsSilentForLongerThanItsEventsLive() {
    List<Arrival> arrivals = take(load(10, 2, 20, 1), 4);

    Map<String, Long> last = new TreeMap<>();
    Set<String> expired = new HashSet<>();
    for (Arrival a : arrivals) {
      Long before = last.put(a.event().getHost(), a.moment());
      if (before != null && a.moment() - before > a.event().ttlMicrosOr(0)) {
        expired.add(a.event().getHost());
      }
    }
    assertThat(expired).hasSize(10);
  }

  @Test
  void oneHostAloneIsNeverSilent() {
    List<Arrival> arrivals = take(load(1, 1, 1, 1), 1);

    assertThat(arrivals.get(arrivals.size() - 1).moment() - arrivals.get(0).moment())
        .isEqualTo((Block.SIZE - 1) * 1_000_000L);
  }

  @Test
  void whatTheRulesAskForIsInItAndMetricsLieOnBothSidesOfTheLimits() {
    String text =
        """
        streams {
          where { service =~ /^df-/ && metric > 0.9 } { index() }
          where { host == 'db1' && state == 'bad' && tagged('prod') } { index() }
        }
        """;
    List<Arrival> arrivals;
    try (RuleSet rules = RuleFixture.rules(folder, text)) {
      AskedFor asked = AskedFor.of(rules.streams());
      arrivals = take(new SyntheticLoad(new LoadPlan(20, 5, 100, 1), asked), 20);
    }

    List<Event> disks =
        arrivals.stream().map(Arrival::event).filter(e -> "df-".equals(e.getService())).toList();
    long beyond = disks.stream().filter(e -> e.metricOrNaN() > 0.9).count();
    assertThat((double) beyond / disks.size()).isBetween(0.02, 0.3);
    assertThat(disks)
        .allMatch(e -> "bad".equals(e.getState()) == (e.metricOrNaN() > 0.9), "bad when beyond");
    assertThat(arrivals).anyMatch(a -> "db1".equals(a.event().getHost()));
    assertThat(arrivals).anyMatch(a -> a.event().getTags().contains("prod"));
    assertThat(arrivals).anyMatch(a -> "service-1".equals(a.event().getService()));
  }

  @Test
  void saysWhatItIs() {
    assertThat(load(1, 2, 2.5, 9).description())
        .isEqualTo(
            "synthetic, seed 9: 1 host with 2 services each, 2.5 events in a second of event time;"
                + " 0 of the 0 services that conditions name");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "1, 1, NaN", "10000, 1001, 1"})
  void refusesPlansWithoutEvents(int hosts, int services, double rate) {
    assertThatThrownBy(() -> new LoadPlan(hosts, services, rate, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
