package io.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TelemetryTest {

  private final Telemetry telemetry = new Telemetry();

  @Test
  void countsUnderANameAndTags() {
    telemetry.counter("tocsin.events.in", "listener", "tcp").add(3);
    telemetry.counter("tocsin.events.in", "listener", "tcp").increment();
    telemetry.counter("tocsin.events.in", "listener", "udp").increment();

    assertThat(telemetry.total("tocsin.events.in")).isEqualTo(5);
    assertThat(telemetry.scrape()).contains("tocsin_events_in_total{listener=\"tcp\"} 4.0");
  }

  @Test
  void sumsLossesByReasonWhereverTheyHappen() {
    telemetry.lost("throttled", "rule a").add(2);
    telemetry.lost("throttled", "rule b").increment();
    telemetry.lost("late", "rule a");
    telemetry.lostElsewhere("kernelDropped", "udp 5555", () -> 7);

    assertThat(telemetry.losses()).isEqualTo(Map.of("throttled", 3L, "kernelDropped", 7L));
    assertThat(telemetry.scrape())
        .contains("tocsin_lost_total{reason=\"kernelDropped\",where=\"udp 5555\"} 7.0");
  }

  @Test
  void readsAGaugeWhenAsked() {
    int[] value = {1};
    telemetry.gauge("tocsin.index.size", () -> value[0]);

    value[0] = 9;

    assertThat(telemetry.scrape()).contains("tocsin_index_size 9.0");
  }

  @Test
  void saysWhatEachFigureMeans() {
    telemetry.counter("tocsin.events.in", "listener", "tcp");
    telemetry.lostElsewhere("kernelDropped", "udp 5555", () -> 7);
    telemetry.gauge("tocsin.index.size", () -> 1);

    assertThat(telemetry.scrape().lines().filter(line -> line.startsWith("# HELP")))
        .containsExactly(
            "# HELP tocsin_events_in_total Events taken in.",
            "# HELP tocsin_index_size Pairs of host and service in the index.",
            "# HELP tocsin_lost_total What was lost, by reason and place; zero is the aim.");
  }

  @Test
  void goesOnCountingWhereAnotherCounterOfTheSameLossEnded() {
    long[] first = {0};
    Runnable read = telemetry.lostElsewhere("kernelDropped", "udp 5555", () -> first[0]);
    first[0] = 7;
    read.run();
    first[0] = 0;

    assertThat(telemetry.losses()).isEqualTo(Map.of("kernelDropped", 7L));
    telemetry.lostElsewhere("kernelDropped", "udp 5555", () -> 2);

    assertThat(telemetry.losses()).isEqualTo(Map.of("kernelDropped", 9L));
    assertThat(telemetry.scrape())
        .contains("tocsin_lost_total{reason=\"kernelDropped\",where=\"udp 5555\"} 9.0");
  }
}
