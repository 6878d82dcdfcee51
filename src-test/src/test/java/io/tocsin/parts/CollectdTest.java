package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.Collectd;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Packages;
import io.tocsin.transport.client.RiemannClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's collectd reports to the program, and rules fire. */
final class CollectdTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  private static final String RULES =
      """
      server {
        tcp port: 0
        udp port: 0
        graphite port: 0
      }
      def people = console(format: 'json')
      streams {
        index()
        rule('load seen') {
          where { service.like('%load%shortterm') && metric >= 0 } {
            by('service') {
              throttle(1, per: 1.hour) {
                set(state: 'warning', description: 'load is watched') { sendTo people }
              }
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void needs() throws Exception {
    Packages.require("collectd-core", "libriemann-client0");
    Files.writeString(folder.resolve("rules.groovy"), RULES);
  }

  @Test
  void feedsARuleOverTcpAndUdp() throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("rules.groovy"));
        Collectd collectd =
            Collectd.mended(
                folder,
                Collectd.writeRiemann(
                    Collectd.node("tcp", hub.port("tcp"), "TCP")
                        + Collectd.node("udp", hub.port("udp"), "UDP")))) {
      Await.until("an alert by TCP", SOON, () -> hub.out().contains("\"tcp/load/load/shortterm\""));
      Await.until("an alert by UDP", SOON, () -> hub.out().contains("\"udp/load/load/shortterm\""));

      assertThat(hub.out().lines().filter(line -> line.contains("load is watched"))).hasSize(2);
      List<Event> events = hub.query("service = \"tcp/memory/memory-used\"");
      assertThat(events).as(collectd.said()).hasSize(1);
      Event memory = events.get(0);
      assertThat(memory.getHost()).isEqualTo("testhost");
      assertThat(memory.getTags()).containsExactly("collectd");
      assertThat(memory.getAttributes())
          .containsEntry("dc", "eu1")
          .containsEntry("plugin", "memory")
          .containsEntry("type_instance", "used");
      assertThat(((Number) memory.getMetric()).doubleValue()).isPositive();
      assertThat(memory.ttlMicrosOr(0)).isEqualTo(2_000_000);
      assertThat(Math.abs(memory.timeMicrosOr(0) / 1000 - System.currentTimeMillis()))
          .isLessThan(60_000);
    }
  }

  @Test
  void feedsARuleOverGraphite() throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("rules.groovy"));
        Collectd collectd =
            Collectd.asItIs(folder, Collectd.writeGraphite(hub.port("graphite"), "tcp"))) {
      Await.until(
          "an alert; " + collectd.said(),
          SOON,
          () -> hub.out().contains("\"collectd.testhost.load.load.shortterm\""));

      assertThat(hub.query("service = \"collectd.testhost.memory.memory-used\"")).hasSize(1);
    }
  }

  /** Its times and texts are partly garbage, and what is garbage may be an event long expired. */
  @Test
  void doesNoHarmWithItsOwnFault() throws Exception {
    try (LocalHub hub = LocalHub.start(folder.resolve("rules.groovy"));
        RiemannClient polite = hub.client();
        Collectd collectd =
            Collectd.asItIs(
                folder, Collectd.writeRiemann(Collectd.node("tcp", hub.port(Kind.TCP), "TCP")))) {
      Await.until(
          "a few reports", SOON, () -> hub.count("tocsin.events.in") >= 40 || !collectd.isAlive());
      polite.send(List.of(Event.builder().host("polite").service("beat").metric(1).build()));

      assertThat(polite.query("host = \"polite\"")).hasSize(1);
      assertThat(hub.losses())
          .as("its messages can be read, whatever they say")
          .doesNotContainKeys("undecodable", "truncated", "frame-too-large", "error");
      if (collectd.isAlive()) {
        assertThat(hub.count("tocsin.connections.opened")).as("it is not cut off").isEqualTo(2);
        assertThat(hub.count("tocsin.connections.closed")).isZero();
      }
    }
  }
}
