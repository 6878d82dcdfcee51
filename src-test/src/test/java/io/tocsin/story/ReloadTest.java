package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.Commands;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Ports;
import io.tocsin.transport.client.RiemannClient;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules replaced while events flow. */
final class ReloadTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int RELOADS = 1_000;

  @TempDir Path folder;

  /** What a JVM holds after the garbage is gone. */
  private record Held(long classes, long heapBytes, long metaspaceBytes) {

    static Held now() {
      Held least = null;
      for (int i = 0; i < 5; i++) {
        System.gc();
        Held held =
            new Held(
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum());
        least = least == null ? held : least.least(held);
      }
      return least;
    }

    private Held least(Held o) {
      return new Held(
          Math.min(classes, o.classes),
          Math.min(heapBytes, o.heapBytes),
          Math.min(metaspaceBytes, o.metaspaceBytes));
    }
  }

  @Test
  void aThousandReloadsLoseNothingAndLeaveNothingBehind() throws Exception {
    Path out = folder.resolve("out.jsonl");
    Path rules = folder.resolve("rules.groovy");
    String text =
        """
        server {
          tcp port: 0
          udp port: 0
          http port: 0
          graphite port: 0
        }
        def everything = file(path: '%s')
        def limit = %%d
        streams {
          where { service == 'tick' } { sendTo everything }
          where { service == 'tick' } {
            set(metric: 1, service: 'ticks') { by('host') { counter { index() } } }
          }
          rule('own %%1$d') {
            by('host') { changed { metric > limit } { set(state: 'changed') { index() } } }
          }
        }
        """
            .formatted(out);
    Files.writeString(rules, text.formatted(0));
    try (LocalHub hub = LocalHub.start(rules);
        RiemannClient client = hub.client()) {
      Map<Listener, InetSocketAddress> listeners = hub.hub().addresses();
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Long> sender = CompletableFuture.supplyAsync(() -> tick(client, done));
      reload(hub, rules, text, 50);
      Held before = Held.now();

      reload(hub, rules, text, RELOADS);

      Held after = Held.now();
      done.set(true);
      long sent = sender.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      System.out.printf("%d reloads under %d events: %s, then %s%n", RELOADS, sent, before, after);
      assertThat(after.classes() - before.classes()).as("classes").isLessThan(100);
      assertThat(after.heapBytes() - before.heapBytes()).as("heap").isLessThan(8L << 20);
      assertThat(after.metaspaceBytes() - before.metaspaceBytes())
          .as("metaspace")
          .isLessThan(4L << 20);
      assertThat(sent).isGreaterThan(RELOADS);
      assertThat(hub.hub().addresses()).isEqualTo(listeners);
      assertThat(hub.count("tocsin.connections.opened")).isEqualTo(1);
      Await.that(
          SOON,
          () ->
              assertThat(numbers(out))
                  .as("each event once and in order")
                  .containsExactly(LongStream.range(0, sent).toArray()));
      assertThat(hub.query("service = \"ticks\""))
          .as("the count of all reloads")
          .singleElement()
          .satisfies(ticks -> assertThat(ticks.metricAsLong()).isEqualTo(sent));
    }
  }

  private static long tick(RiemannClient client, AtomicBoolean done) {
    try {
      long number = 0;
      while (!done.get()) {
        client.send(List.of(Event.builder().host("a").service("tick").metric(number++).build()));
        TimeUnit.MILLISECONDS.sleep(2);
      }
      return number;
    } catch (Exception e) {
      throw new AssertionError("the connection did not outlive the reloads: " + e, e);
    }
  }

  private static void reload(LocalHub hub, Path rules, String text, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Files.writeString(rules, text.formatted(i));
      hub.hub().reload(false).get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static long[] numbers(Path file) throws Exception {
    return Files.readAllLines(file).stream()
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"metric\":(\\d+).*", "$1")))
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "streams { where { metric > 1 { index() } } }",
        "streams { where { metrik > 1 } { index() } }",
        "streams { where { service =~ /(/ } { index() } }",
        "streams { throttle(0, per: 1.hour) { index() } }",
        "def a = slack(webhook: secret('NOT_THERE'))\nstreams { sendTo a }",
        "def a = email(smtp: 'nonsense', from: 'a@b.c', to: 'd@e.f')\nstreams { sendTo a }",
        "server { tcp port: TAKEN }\nstreams { index() }",
        "server { tcp port: 0, tls: [cert: 'none.pem', key: 'none.pem'] }\nstreams { index() }",
        "def n = [1, 2][5] + 1\nstreams { over(n) { index() } }",
        "include 'not-there.groovy'\nstreams { index() }",
        "throw new IllegalStateException('mine')",
        "gone"
      })
  void aRuleFileThatFailsInAnyWayChangesNothing(String broken) throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          udp port: 0
        }
        streams {
          where { service == 'orders' } {
            tumbling(events: 3) { fold(sum) { set(service: 'three') { index() } } }
          }
          where { service != 'orders' } { index() }
        }
        """);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalHub hub = LocalHub.start(rules);
        RiemannClient client = hub.client()) {
      Map<Listener, InetSocketAddress> listeners = hub.hub().addresses();
      client.send(List.of(order(1), order(2)));
      if (broken.equals("gone")) {
        Files.delete(rules);
      } else {
        Files.writeString(rules, broken.replace("TAKEN", "" + taken.getLocalPort()));
      }

      assertThatThrownBy(() -> hub.hub().reload(false).get(SOON.toMillis(), TimeUnit.MILLISECONDS))
          .hasMessageContaining("ReloadFailed");

      client.send(List.of(order(3)));
      assertThat(client.query("service = \"three\""))
          .as("the window that was open closes as if nothing had been")
          .extracting(Event::getMetric)
          .containsExactly(6L);
      assertThat(hub.hub().addresses()).isEqualTo(listeners);
      assertThat(client.query("service = \"tocsin reload\" and state = \"critical\"")).hasSize(1);
      assertThat(hub.count("tocsin.reloads")).isEqualTo(1);
      assertThat(hub.hub().report().get("reload").toString()).contains("failed");
    }
  }

  private static Event order(long worth) {
    return Event.builder().host("a").service("orders").metric(worth).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server { tcp port: 0 }",
        "server { http port: 0, maxConnections: 3 }",
        "server { http port: PORT, maxConnections: 3 }"
      })
  void whoAskedForAReloadHearsOfItWhenTheListenerItCameByIsGone(String next) throws Exception {
    int port = Ports.free();
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(rules, "server { http port: " + port + " }\nstreams { index() }\n");
    try (LocalHub hub = LocalHub.start(rules)) {
      Files.writeString(rules, next.replace("PORT", "" + port) + "\nstreams { index() }\n");

      Said said = Commands.tocsin("reload", "--http", "127.0.0.1:" + port);

      assertThat(said.err()).isEmpty();
      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("reloaded: 1 stream");
      assertThat(hub.hub().report().get("reload").toString()).contains("count=1", "last=ok");
    }
  }

  @Test
  void limitsAreComparedWithThoseOfTheStart() throws Exception {
    Path rules = folder.resolve("rules.groovy");
    String streams = "\nstreams { index() }\n";
    Files.writeString(rules, "server { limits indexEntries: 100 }" + streams);
    try (LocalHub hub = LocalHub.start(rules)) {
      Files.writeString(rules, "server { limits indexEntries: 200 }" + streams);
      assertThat(warnings(hub)).singleElement().asString().contains("limits have changed");
      assertThat(warnings(hub)).singleElement().asString().contains("limits have changed");

      Files.writeString(rules, "server { limits indexEntries: 100 }" + streams);
      assertThat(warnings(hub)).isEmpty();
    }
  }

  private static List<?> warnings(LocalHub hub) throws Exception {
    return (List<?>)
        hub.hub().reload(false).get(SOON.toMillis(), TimeUnit.MILLISECONDS).get("warnings");
  }
}
