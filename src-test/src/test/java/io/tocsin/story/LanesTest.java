package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.LocalHub;
import io.tocsin.transport.client.RiemannClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub whose rules run on several lanes. */
final class LanesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int HOSTS = 200;

  @TempDir Path folder;

  private Path rules(int lanes, String text) throws Exception {
    return Files.writeString(
        folder.resolve("rules.groovy"),
        "server { tcp port: 0; http port: 0; lanes %d }\ndef out = file(path: '%s', queue: 1000000)\n%s"
            .formatted(lanes, folder.resolve("out.jsonl"), text));
  }

  private List<String> out() throws Exception {
    Path file = folder.resolve("out.jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static Event event(int host, String service, long number) {
    return Event.builder().host("host" + host).service(service).metric(number).build();
  }

  /** The metrics that were written, by host, in their order. */
  private Map<String, List<Long>> byHost() throws Exception {
    Map<String, List<Long>> all = new TreeMap<>();
    for (String line : out()) {
      String host = line.replaceAll(".*\"host\":\"([^\"]*)\".*", "$1");
      long metric = Long.parseLong(line.replaceAll(".*\"metric\":(\\d+).*", "$1"));
      all.computeIfAbsent(host, h -> new ArrayList<>()).add(metric);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyHostGetsItsAlertsOnceAndInOrder(int lanes) throws Exception {
    Path rules =
        rules(
            lanes,
            """
            streams {
              index()
              where { service == 'a' } {
                by('host') { changed { (metric as long).intdiv(3) } { sendTo out } }
              }
              where { service == 'b' } { by('host') { batch(7, within: 1.hour) { sendTo out } } }
            }
            """);
    int rounds = 60;
    try (LocalHub hub = LocalHub.start(rules);
        RiemannClient client = hub.client()) {
      for (int round = 0; round < rounds; round++) {
        List<Event> events = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
          events.add(event(host, "a", round));
          events.add(event(host, "b", 1000 + round));
        }
        client.send(events);
      }
      assertThat(hub.query("true")).hasSize(2 * HOSTS);
      assertThat(hub.losses()).isEmpty();
    }

    // The last four of each batch were still held: the close has sent them.
    List<Long> changes = LongStream.range(0, rounds / 3).mapToObj(i -> 3 * i).toList();
    List<Long> batched = LongStream.range(1000, 1000 + rounds).boxed().toList();
    Map<String, List<Long>> got = byHost();
    assertThat(got).hasSize(HOSTS);
    got.forEach(
        (host, metrics) -> {
          assertThat(metrics.stream().filter(m -> m < 1000).toList()).as(host).isEqualTo(changes);
          assertThat(metrics.stream().filter(m -> m >= 1000).toList()).as(host).isEqualTo(batched);
        });
  }

  @Test
  void reloadsUnderLoadLoseAndDoubleNothing() throws Exception {
    String text =
        """
        streams {
          by('host') { where { service == 'tick' } { set(state: '%d') { sendTo out } } }
          where { service == 'other' } { sendTo out }
        }
        """;
    Path rules = rules(2, text.formatted(0));
    long sent;
    try (LocalHub hub = LocalHub.start(rules);
        RiemannClient client = hub.client()) {
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Long> sender = CompletableFuture.supplyAsync(() -> tick(client, done));
      for (int i = 1; i <= 50; i++) {
        rules(2, text.formatted(i));
        hub.hub().reload(false).get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      }
      done.set(true);
      sent = sender.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(hub.losses()).isEmpty();
    }

    List<Long> all = LongStream.range(0, sent).boxed().toList();
    Map<String, List<Long>> got = byHost();
    assertThat(sent).isGreaterThan(50);
    assertThat(got).hasSize(10);
    got.forEach((host, numbers) -> assertThat(numbers).as(host).isEqualTo(all));
  }

  private static long tick(RiemannClient client, AtomicBoolean done) {
    try {
      long number = 0;
      while (!done.get()) {
        List<Event> events = new ArrayList<>();
        for (int host = 0; host < 10; host++) {
          events.add(event(host, "tick", number));
        }
        number++;
        client.send(events);
      }
      return number;
    } catch (Exception e) {
      throw new AssertionError("the connection did not outlive the reloads: " + e, e);
    }
  }

  @Test
  void whatIsDueOnALaneIsSentThoughNothingArrives() throws Exception {
    Path rules =
        rules(
            2,
            """
            streams {
              by('host') { batch(100, within: 0.2.seconds) { sendTo out } }
              defaults(ttl: 0.5.seconds) { index() }
            }
            """);
    try (LocalHub hub = LocalHub.start(rules)) {
      hub.send(event(1, "a", 1), event(2, "a", 2), event(3, "a", 3));

      // Once as they came, and once as they expired, which the index says and the lanes hear of.
      Await.that(SOON, () -> assertThat(out()).hasSize(6));
      assertThat(out()).filteredOn(line -> line.contains("expired")).hasSize(3);
    }
  }

  @Test
  void statusAndCountersSayHowTheLanesAreDoing() throws Exception {
    Path rules = rules(2, "streams { by('host') { sendTo out } }");
    try (LocalHub hub = LocalHub.start(rules)) {
      for (int i = 0; i < 50; i++) {
        hub.send(event(i, "a", i));
      }

      Await.that(SOON, () -> assertThat(hub.count("tocsin.lane.events")).isEqualTo(50));
      assertThat(hub.hub().report().get("lanes").toString())
          .containsPattern("lane=1, events=\\d\\d, waiting=0, waitedFor=0")
          .containsPattern("lane=2, events=\\d\\d, waiting=0, waitedFor=0");
      assertThat(hub.hub().hub().telemetry().scrape())
          .contains("tocsin_lane_waiting{lane=\"2\"} 0.0", "tocsin_lane_events_total{lane=\"1\"}");
    }
  }

  @Test
  void anotherNumberOfLanesNeedsARestartAndAReloadSaysSo() throws Exception {
    String text = "streams { by('host') { sendTo out } }";
    try (LocalHub hub = LocalHub.start(rules(2, text))) {
      rules(3, text);

      Map<String, Object> outcome =
          hub.hub().reload(false).get(SOON.toMillis(), TimeUnit.MILLISECONDS);

      assertThat(outcome.get("warnings").toString())
          .contains("server: lanes have changed; they take effect when the hub is started again");
      assertThat(hub.hub().hub().lanes()).hasSize(2);
    }
  }
}
