package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HttpReceiver.Request;
import io.tocsin.fixture.HubProcess;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub has said to be durable outlives its being killed, in state and in messages. */
final class CrashRecoveryTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;

  /** Every tenth event of a host, counted by the rules, is told; and the sum is in the index. */
  private static final String RULES =
      """
      server {
        tcp port: 0, ack: 'durable'
        udp port: 0
        http port: 0
        dataDir 'data'
      }
      def hook = webhook(name: 'hook', url: 'http://127.0.0.1:%d/', timeout: 2.seconds)
      streams {
        by('host') {
          where { service == 'n' } {
            batch(10, within: 30.days) { sendTo hook }
            counter { set(service: 'sum') { index() } }
          }
        }
        where { service != 'n' } { index() }
      }
      """;

  @TempDir Path folder;

  private HubProcess hub(String rules) throws Exception {
    return HubProcess.start(Files.writeString(folder.resolve("rules.groovy"), rules));
  }

  private static Event one(String host) {
    return Event.builder().host(host).service("n").metric(1).ttlMicros(86_400_000_000L).build();
  }

  /** Sends event after event until the hub is gone; counts those acknowledged. */
  private static final class Sender extends Thread {
    private final RiemannClient client;
    private final String host;
    private final AtomicInteger acked;
    private final AtomicBoolean unsure;

    Sender(HubProcess hub, String host, AtomicInteger acked, AtomicBoolean unsure)
        throws IOException {
      this.client = hub.client();
      this.host = host;
      this.acked = acked;
      this.unsure = unsure;
      setDaemon(true);
    }

    @Override
    public void run() {
      try (client) {
        while (true) {
          unsure.set(true);
          client.send(List.of(one(host)));
          acked.incrementAndGet();
          unsure.set(false);
        }
      } catch (IOException e) {
        // The hub is gone.
      }
    }
  }

  private static double sum(HubProcess hub, String host) throws IOException {
    List<Event> found = hub.query("host = \"" + host + "\" and service = \"sum\"");
    return found.isEmpty() ? 0 : found.get(0).metricOrNaN();
  }

  @Test
  void countsWhatWasAcknowledgedOnceAndTellsItWithOneKey() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    AtomicInteger acked = new AtomicInteger();
    int most = 0;
    try (HttpReceiver receiver = HttpReceiver.start()) {
      String rules = RULES.formatted(receiver.port());
      for (int round = 0; round < ROUNDS; round++) {
        AtomicBoolean unsure = new AtomicBoolean();
        try (HubProcess hub = hub(rules)) {
          double before = sum(hub, "web1");
          assertThat(before)
              .as("round %d, seed %d", round, seed)
              .isBetween((double) acked.get(), (double) acked.get() + most);
          // What was not acknowledged and yet is there: at most one a round.
          most = (int) before - acked.get();
          Sender sender = new Sender(hub, "web1", acked, unsure);
          sender.start();
          int until = acked.get() + 50 + random.nextInt(400);
          Await.until("acks", SOON, () -> acked.get() >= until);
          hub.kill();
          sender.join();
          most += unsure.get() ? 1 : 0;
        }
      }
      try (HubProcess hub = hub(rules)) {
        int sum = (int) sum(hub, "web1");
        assertThat(sum).isBetween(acked.get(), acked.get() + most);
        Await.until("all told", SOON, () -> services(receiver).size() >= sum / 10);
        assertThat(hub.log()).doesNotContain("Exception");
        assertThat(hub.stop()).isZero();
        // Each ten once, under one key.
        assertThat(services(receiver)).hasSize(sum / 10);
      }
    }
  }

  /** Keys of the messages by the key: one entry for each message. */
  private static Set<String> services(HttpReceiver receiver) {
    Set<String> keys = new HashSet<>();
    for (Request request : receiver.attempts()) {
      keys.add(request.headers().get("Idempotency-Key"));
    }
    return keys;
  }

  @Test
  void aSecondStartGoesOnAfterAnOrderlyStop() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      String rules = RULES.formatted(receiver.port());
      try (HubProcess hub = hub(rules)) {
        for (int i = 0; i < 7; i++) {
          hub.send(one("a"));
        }
        assertThat(hub.stop()).isZero();
        assertThat(hub.log()).doesNotContain("lost");
      }
      assertThat(receiver.attempts()).isEmpty();
      try (HubProcess hub = hub(rules)) {
        assertThat(sum(hub, "a")).isEqualTo(7);
        for (int i = 0; i < 3; i++) {
          hub.send(one("a"));
        }
        Await.until("the message", SOON, () -> receiver.taken().size() == 1);
        assertThat(hub.stop()).isZero();
      }
      assertThat(receiver.attempts()).hasSize(1);
    }
  }

  @Test
  void inputsOfOtherListenersAreWrittenDownToo() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      String rules = RULES.formatted(receiver.port());
      try (HubProcess hub = hub(rules)) {
        byte[] message =
            io.tocsin.wire.MessageEncoder.encode(
                io.tocsin.wire.WireMessage.ofEvents(
                    List.of(
                        Event.builder()
                            .host("u")
                            .service("udp")
                            .ttlMicros(86_400_000_000L)
                            .build())),
                65_000);
        try (DatagramSocket socket = new DatagramSocket()) {
          socket.send(
              new DatagramPacket(
                  message, message.length, InetAddress.getLoopbackAddress(), hub.port("udp")));
        }
        Await.until("the datagram", SOON, () -> !hub.query("service = \"udp\"").isEmpty());
        hub.send(one("a"));
        hub.kill();
      }
      try (HubProcess hub = hub(rules)) {
        assertThat(hub.query("service = \"udp\"")).hasSize(1);
        assertThat(sum(hub, "a")).isEqualTo(1);
        assertThat(hub.log()).contains("state recovered");
      }
    }
  }

  @Test
  void aDamagedSnapshotIsSetAsideAndTheOneBeforeUsed() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      String rules = RULES.formatted(receiver.port());
      for (int i = 0; i < 2; i++) {
        try (HubProcess hub = hub(rules)) {
          hub.send(one("a"));
          assertThat(hub.stop()).isZero();
        }
      }
      Path newest;
      try (var files = Files.list(folder.resolve("data/snapshots"))) {
        newest = files.sorted().reduce((a, b) -> b).orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(newest, bytes);
      try (HubProcess hub = hub(rules)) {
        assertThat(hub.log()).contains(newest.getFileName() + ".damaged");
        assertThat(sum(hub, "a")).isEqualTo(2);
      }
    }
  }
}
