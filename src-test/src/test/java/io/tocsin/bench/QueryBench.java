package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.LocalHub;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long queries of a full index take over TCP, and how long another client waits meanwhile. Not
 * run with the tests: its name is asked for, see docs/benchmarks.md.
 */
final class QueryBench {

  private static final int HOSTS = 10_000;
  private static final int SERVICES = 100;
  private static final long TTL_MICROS = 86_400_000_000L;
  private static final String POINT = "host = 'host5000' and service = 'service50'";

  @TempDir private Path folder;

  @Test
  void measures() throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules, "server { tcp port: 0; limits indexEntries: 1000000 }\nstreams { index() }\n");
    try (LocalHub hub = LocalHub.start(rules);
        RiemannClient client = hub.client()) {
      fill(client);
      measure(client, "point", POINT, 1, 3_000);
      measure(client, "host", "host = 'host5000' and metric >= 0", SERVICES, 1_000);
      measure(client, "host prefix", "host =~ 'host500%' and state = 'bad'", 11, 1_000);
      measure(client, "service", "service = 'service50' and state = 'bad'", HOSTS / SERVICES, 300);
      measure(client, "full", "state = 'bad' and metric > 0", SERVICES * 99, 15);
      measure(client, "full, regex", "service ~= '^s.*e99$' and metric < 0", 0, 15);
      measure(client, "full, top 10", "true order by metric desc limit 10", 10, 15);
      waits(hub, client);
    }
  }

  private static void fill(RiemannClient client) throws Exception {
    List<Event> batch = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      for (int service = 0; service < SERVICES; service++) {
        batch.add(
            Event.builder()
                .host("host" + host)
                .service("service" + service)
                // One service of each host is bad, another one from host to host.
                .state(host % SERVICES == service ? "bad" : "ok")
                .metric((long) host)
                .ttlMicros(TTL_MICROS)
                .build());
      }
      if (batch.size() >= 10_000) {
        client.send(batch);
        batch.clear();
      }
    }
    client.send(batch);
  }

  private static void measure(
      RiemannClient client, String name, String query, int expected, int rounds) throws Exception {
    double[] millis = new double[rounds];
    for (int i = -rounds / 2; i < rounds; i++) {
      long from = System.nanoTime();
      List<Event> found = client.query(query);
      double took = (System.nanoTime() - from) / 1e6;
      if (i >= 0) {
        millis[i] = took;
      }
      if (expected < 1_000) {
        assertThat(found).as(name).hasSize(expected);
      }
    }
    report(name, millis);
  }

  /** Another client asks for one entry after the other while the whole index is searched. */
  private static void waits(LocalHub hub, RiemannClient client) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int number = 0;
              try (RiemannClient other = hub.client()) {
                while (!over.get()) {
                  other.query("metric < 0 and service ~= 'x.y'");
                  number++;
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return number;
            });
    try {
      measure(client, "point, while the whole index is searched", POINT, 1, 10_000);
    } finally {
      over.set(true);
    }
    System.out.println("whole searches meanwhile: " + searches.get());
  }

  private static void report(String name, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "| %s | %.3f | %.3f | %.3f |%n",
        name,
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.99)],
        millis[millis.length - 1]);
  }
}
