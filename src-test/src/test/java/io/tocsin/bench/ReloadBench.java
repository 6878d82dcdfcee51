package io.tocsin.bench;

import io.tocsin.event.Event;
import io.tocsin.fixture.LocalHub;
import io.tocsin.transport.client.RiemannClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the rules stand still for a reload with 100,000 keys under load, and how long a client
 * waits for its answers meanwhile. Not run with the tests: its name is asked for, see
 * docs/benchmarks.md.
 */
final class ReloadBench {

  private static final int KEYS = 100_000;
  private static final int RELOADS = 60;
  private static final int BATCH = 100;

  @TempDir private Path folder;

  private static String rules(int round) {
    String order = round % 2 == 0 ? "A B" : "B A";
    return "server { tcp port: 0 }\nstreams {\n"
        + order
            .replace(
                "A",
                "by('host', maxKeys: 200_000) { throttle(%d, per: 1.hour) { changed { state } { index() } } }\n"
                    .formatted(2 + round % 3))
            .replace(
                "B",
                "by('host', maxKeys: 200_000) { tumbling(10.seconds) { fold(mean) { probe('mean') } } }\n")
        + "where { metric > %d } { index() }\n}\n".formatted(round);
  }

  @Test
  void measures() throws Exception {
    Path file = folder.resolve("rules.groovy");
    Files.writeString(file, rules(0));
    try (LocalHub hub = LocalHub.start(file);
        RiemannClient client = hub.client()) {
      for (int i = 0; i < KEYS / BATCH; i++) {
        client.send(batch(i));
      }
      print("answers, no reloads", answers(client, new AtomicBoolean(), 20_000));
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<long[]> answers =
          CompletableFuture.supplyAsync(() -> answers(client, done, Integer.MAX_VALUE));
      long[] pauses = new long[RELOADS];
      for (int i = 0; i < RELOADS; i++) {
        // In one step, since the hub looks at the file too.
        Files.writeString(folder.resolve("next"), rules(i + 1));
        Files.move(folder.resolve("next"), file, StandardCopyOption.ATOMIC_MOVE);
        Object pause = hub.hub().reload(false).get(1, TimeUnit.MINUTES).get("pauseMicros");
        pauses[i] = ((Number) pause).longValue();
      }
      done.set(true);
      print("answers, reloads", answers.get());
      print("pause, the first 20", Arrays.copyOf(pauses, 20));
      print("pause, all others", Arrays.copyOfRange(pauses, 20, RELOADS));
    }
  }

  private static List<Event> batch(int number) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String host = "host" + (number * BATCH + i) % KEYS;
      events.add(Event.builder().host(host).service("s").state("ok").metric(number).build());
    }
    return events;
  }

  private static long[] answers(RiemannClient client, AtomicBoolean done, int most) {
    List<Long> micros = new ArrayList<>();
    try {
      for (int i = 0; i < most && !done.get(); i++) {
        List<Event> batch = batch(i);
        long began = System.nanoTime();
        client.send(batch);
        micros.add((System.nanoTime() - began) / 1_000);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return micros.stream().mapToLong(Long::longValue).toArray();
  }

  private static void print(String what, long[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        "%s: %d, p50 %d µs, p99 %d µs, p99.9 %d µs, longest %d µs%n",
        what,
        micros.length,
        micros[micros.length / 2],
        micros[(int) (micros.length * 0.99)],
        micros[(int) (micros.length * 0.999)],
        micros[micros.length - 1]);
  }
}
