package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HttpReceiver.Request;
import io.tocsin.fixture.HubProcess;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for an output outlives a hub that is killed. */
final class OutboxCrashTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS = 4;
  private static final int EACH = 150;

  /** Takes it, after a while. */
  private static final HttpReceiver.Answer SLOW =
      exchange -> {
        Thread.sleep(5);
        HttpReceiver.status(200).to(exchange);
      };

  @TempDir Path folder;

  private HubProcess hub(HttpReceiver receiver) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            server {
              tcp port: 0
              http port: 0
              dataDir 'data'
            }
            def hook = webhook(name: 'hook', url: 'http://127.0.0.1:%d/', timeout: 2.seconds)
            streams { tagged('hook') { sendTo hook } }
            """
                .formatted(receiver.port()));
    return HubProcess.start(rules);
  }

  private static List<Event> events(int from) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < from + EACH; i++) {
      events.add(Event.builder().host("web1").service("s" + i).metric(i).tag("hook").build());
    }
    return events;
  }

  private static void awaitWritten(HubProcess hub) {
    Await.until(
        "all messages are on disk",
        SOON,
        () -> hub.metrics().contains("tocsin_outbox_unwritten{sink=\"hook\"} 0"));
  }

  private static String service(Request request) throws IOException {
    return request.json().path("events").get(0).path("service").asText();
  }

  private static Map<String, Set<String>> keysByService(List<Request> requests) throws IOException {
    Map<String, Set<String>> keys = new HashMap<>();
    for (Request request : requests) {
      keys.computeIfAbsent(service(request), s -> new HashSet<>())
          .add(request.headers().get("Idempotency-Key"));
    }
    return keys;
  }

  @Test
  void deliversAllThatWasOnDiskWithOneKeyEach() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (HttpReceiver receiver = HttpReceiver.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        // Slow, so that the kill comes in the middle of the deliveries.
        receiver.misbehave(Collections.nCopies(2 * EACH, SLOW).toArray(HttpReceiver.Answer[]::new));
        HubProcess hub = hub(receiver);
        try (hub) {
          try (RiemannClient client = hub.client()) {
            client.send(events(round * EACH));
          }
          awaitWritten(hub);
          int before = receiver.attempts().size();
          int more = random.nextInt(EACH / 4);
          Await.until("deliveries", SOON, () -> receiver.attempts().size() >= before + more);
          hub.kill();
        }
      }
      try (HubProcess hub = hub(receiver)) {
        Await.that(
            SOON, () -> assertThat(keysByService(receiver.attempts())).hasSize(ROUNDS * EACH));
        assertThat(hub.log()).doesNotContain("Exception");
        assertThat(hub.stop()).isZero();
      }
      Map<String, Set<String>> keys = keysByService(receiver.attempts());
      assertThat(keys).hasSize(ROUNDS * EACH);
      assertThat(keys.values()).allSatisfy(each -> assertThat(each).hasSize(1));
      assertThat(keys.values().stream().flatMap(Set::stream).distinct()).hasSize(ROUNDS * EACH);
      inOrder(receiver.attempts());
    }
  }

  /** By their first deliveries. */
  private static void inOrder(List<Request> taken) throws IOException {
    List<Integer> first = new ArrayList<>();
    for (Request request : taken) {
      int number = Integer.parseInt(service(request).substring(1));
      if (!first.contains(number)) {
        first.add(number);
      }
    }
    assertThat(first).isSorted();
  }

  @Test
  void goesOnAfterAnOrderlyStop() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      receiver.misbehave(HttpReceiver.status(503, "Retry-After", "3600"));
      try (HubProcess hub = hub(receiver)) {
        hub.send(Event.builder().service("one").tag("hook").build());
        Await.until("the first attempt", SOON, () -> receiver.attempts().size() == 1);
        assertThat(hub.stop()).isZero();
        assertThat(hub.log()).doesNotContain("lost");
      }
      try (HubProcess hub = hub(receiver)) {
        Await.until("the delivery", SOON, () -> receiver.taken().size() == 1);
        assertThat(hub.isAlive()).isTrue();
      }
      assertThat(keysByService(receiver.attempts()).get("one")).hasSize(1);
      try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.matches("hook-[0-9a-f]{12}"));
      }
    }
  }
}
