package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HubProcess;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that asks for it has senders wait while its receiver takes nothing. */
final class OutputRoomTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int QUEUE = 10;
  private static final int EVENTS = 100;

  @TempDir private Path folder;

  @Test
  void sendersWaitAndNothingIsLost() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (HttpReceiver receiver = HttpReceiver.start()) {
      HttpReceiver.Answer sick =
          exchange -> {
            while (down.get()) {
              Thread.sleep(5);
            }
            HttpReceiver.status(200).to(exchange);
          };
      receiver.misbehave(sick);
      Path rules =
          Files.writeString(
              folder.resolve("rules.groovy"),
              """
              server { tcp port: 0; http port: 0 }
              def hook = webhook(name: 'hook', url: 'http://127.0.0.1:%d/', queue: %d,
                  whenFull: 'block', timeout: 60.seconds)
              streams { tagged('hook') { sendTo hook } }
              """
                  .formatted(receiver.port(), QUEUE));
      try (HubProcess hub = HubProcess.start(rules)) {
        AtomicInteger acked = new AtomicInteger();
        Thread sender = new Thread(() -> send(hub, acked));
        sender.start();
        Await.until("a full queue", SOON, () -> hub.metrics().contains("sink=\"hook\"} " + QUEUE));
        // Others are answered meanwhile, by a listener that does not wait.
        assertThat(hub.metrics()).contains("tocsin_sink_waiting");
        assertThat(acked.get()).isBetween(QUEUE - 1, QUEUE + 1);
        down.set(false);
        sender.join();
        assertThat(acked.get()).isEqualTo(EVENTS);
        Await.until("the deliveries", SOON, () -> receiver.attempts().size() == EVENTS);
        assertThat(hub.lost("outboxFull", "hook")).isZero();
      }
    }
  }

  private static void send(HubProcess hub, AtomicInteger acked) {
    try (RiemannClient client = hub.client()) {
      for (int i = 0; i < EVENTS; i++) {
        client.send(List.of(Event.builder().host("h").service("s" + i).tag("hook").build()));
        acked.incrementAndGet();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
