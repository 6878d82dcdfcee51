package io.tocsin.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.RawClient;
import io.tocsin.transport.client.RiemannClient;
import io.tocsin.wire.WireMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What peers should never do, done to the program in a heap of 256 MB. After each, a polite client
 * is served, and in the end the heap is what it was.
 */
final class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long SEED = 20260101;

  @TempDir static Path folder;
  private static HubProcess hub;
  private static RiemannClient polite;
  private static long heapBefore;

  @BeforeAll
  static void start() throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          udp port: 0
          http port: 0
          graphite port: 0
        }
        streams { index() }
        """);
    hub = HubProcess.start(rules, "-Xmx256m");
    polite = hub.client();
    servesThePolite();
    heapBefore = hub.heapBytes();
  }

  @AfterAll
  static void endsAsItBegan() throws Exception {
    try (HubProcess ending = hub) {
      assertThat(ending.heapBytes() - heapBefore).as("heap").isLessThan(16L << 20);
      assertThat(ending.log()).doesNotContain("OutOfMemoryError", "LEAK", "\tat ");
      assertThat(ending.log().lines().count()).as("lines of log").isLessThan(100);
      polite.close();
      assertThat(ending.stop()).as("exit code").isZero();
    }
  }

  @AfterEach
  void politeClientIsServed() throws Exception {
    servesThePolite();
  }

  /** On one connection that is open all the time. */
  private static void servesThePolite() throws IOException {
    Event event = Event.builder().host("polite").service("beat").metric(System.nanoTime()).build();
    polite.send(List.of(event));
    assertThat(polite.query("host = \"polite\""))
        .extracting(Event::getMetric)
        .containsExactly(event.getMetric());
  }

  private static void isToldAndCutOff(RawClient client, String why) throws Exception {
    WireMessage answer = client.answer();
    assertThat(answer.ok()).isFalse();
    assertThat(answer.error()).contains(why);
    assertThat(client.isAtEnd()).isTrue();
  }

  private static Event event(String service) {
    return Event.builder().host("hostile").service(service).metric(1).build();
  }

  @Test
  void aLengthOfTwoGigabytes() throws Exception {
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send((byte) 0x80, (byte) 0, (byte) 0, (byte) 0);

      isToldAndCutOff(client, "2147483648");
      assertThat(hub.lost("frame-too-large", "tcp")).isPositive();
    }
  }

  @Test
  void aBrowserAtTheWrongPort() throws Exception {
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      isToldAndCutOff(client, "over the limit");
    }
  }

  @Test
  void aFrameOfNoise() throws Exception {
    byte[] noise = new byte[10_000];
    new Random(SEED).nextBytes(noise);
    long before = hub.lost("undecodable", "tcp");
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send(RawClient.frame(event("before the noise")));
      client.send(RawClient.frame(noise));

      assertThat(client.answer().ok()).isTrue();
      isToldAndCutOff(client, "not a message");
      assertThat(hub.lost("undecodable", "tcp")).isEqualTo(before + 1);
      assertThat(hub.query("service = \"before the noise\"")).hasSize(1);
    }
  }

  @Test
  void aFrameThatEndsInTheMiddle() throws Exception {
    long before = hub.lost("truncated", "tcp");
    byte[] frame = RawClient.frame(event("never whole"));
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send(java.util.Arrays.copyOf(frame, frame.length - 1));
    }

    Await.until("it is counted", SOON, () -> hub.lost("truncated", "tcp") == before + 1);
    assertThat(hub.query("service = \"never whole\"")).isEmpty();
  }

  @Test
  void aSocketThatIsHalfClosed() throws Exception {
    int frames = 500;
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send(RawClient.repeated(RawClient.frame(event("half closed")), frames));
      client.finish();

      for (int i = 0; i < frames; i++) {
        assertThat(client.answer().ok()).isTrue();
      }
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void textThatIsNotUtf8AndTimesThatAreAbsurd() throws Exception {
    long odd = hub.count("tocsin_odd_total{reason=\"not-utf8\",where=\"tcp\"}");
    byte[] event = {
      6 << 3 | 2,
      19, // an event of 19 bytes
      3 << 3 | 2,
      4,
      'b',
      'a',
      (byte) 0xff,
      'd', // service
      10 << 3,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      127, // time_micros: the year 294,247
      4 << 3 | 2,
      1,
      'h'
    };
    try (RawClient client = new RawClient(hub.port("tcp"))) {
      client.send(RawClient.frame(event));

      assertThat(client.answer().ok()).isTrue();
    }
    Event kept = hub.query("host = \"h\"").get(0);
    assertThat(kept.getService()).isEqualTo("ba\uFFFDd");
    assertThat(kept.timeMicrosOr(0) / 1000)
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1000);
    assertThat(hub.count("tocsin_odd_total{reason=\"not-utf8\",where=\"tcp\"}")).isEqualTo(odd + 1);
    assertThat(hub.count("tocsin_events_time_replaced_total")).isPositive();
  }

  @Test
  void datagramsOfNoise() throws Exception {
    Random random = new Random(SEED);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int number = 200;
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < number; i++) {
        byte[] noise = new byte[1 + random.nextInt(1400)];
        random.nextBytes(noise);
        noise[0] = (byte) 0xff;
        socket.send(new DatagramPacket(noise, noise.length, loopback, hub.port("udp")));
        servesThePolite();
      }
    }

    Await.until("all are counted", SOON, () -> hub.lost("undecodable", "udp") >= number);
  }

  @Test
  void linesOfNoise() throws Exception {
    Random random = new Random(SEED);
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    try (RawClient carbon = new RawClient(hub.port("graphite"))) {
      carbon.send("a.b NaN 1\nno value\n\n \na.b 1e999 -1\nfine.line 3 -1\n".getBytes(UTF_8));

      Await.until("the good line", SOON, () -> hub.query("service = \"fine.line\"").size() == 1);
      carbon.send(noise);
    } catch (SocketException e) {
      // It may be cut off in the middle, which is as it should be.
    }
    try (RawClient endless = new RawClient(hub.port("graphite"))) {
      endless.send(RawClient.repeated("x".getBytes(UTF_8), 100_000));

      assertThat(endless.isAtEnd()).isTrue();
    } catch (SocketException e) {
      // Reset: cut off as well.
    }
    assertThat(hub.lost("line-too-long", "graphite")).isPositive();
  }

  @Test
  void twoThousandConnections() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 2000; i++) {
        crowd.add(new RawClient(hub.port("tcp")));
      }
      servesThePolite();
      byte[] frame = RawClient.frame(event("crowd"));
      for (RawClient client : crowd) {
        client.send(frame);
      }
      for (RawClient client : crowd) {
        assertThat(client.answer().ok()).isTrue();
      }
      assertThat(hub.count("tocsin_connections{listener=\"tcp\"}")).isGreaterThanOrEqualTo(2001);
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
    Await.until(
        "they are gone", SOON, () -> hub.count("tocsin_connections{listener=\"tcp\"}") == 1);
  }

  @Test
  void manyLargeFramesThatAreNeverFinished() throws Exception {
    List<RawClient> hoarders = new ArrayList<>();
    byte[] promise = {0, (byte) 0xff, 0, 0}; // not quite 16 MB
    byte[] part = new byte[1 << 20];
    long before = hub.lost("no-room", "tcp");
    try {
      for (int i = 0; i < 100; i++) {
        RawClient hoarder = new RawClient(hub.port("tcp"));
        hoarders.add(hoarder);
        try {
          hoarder.send(promise).send(part).send(part).send(part);
        } catch (SocketException e) {
          // Cut off: there was no room.
        }
      }
      servesThePolite();
      Await.until("some are refused", SOON, () -> hub.lost("no-room", "tcp") > before);
    } finally {
      for (RawClient hoarder : hoarders) {
        hoarder.close();
      }
    }
  }

  /** A hundred events of a kilobyte. */
  private static List<Event> large(int number) {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                Event.builder()
                    .host("large " + number)
                    .service("s" + i)
                    .description("d".repeat(1000))
                    .ttlMicros(40_000_000)
                    .build())
        .toList();
  }

  /** Takes half a minute: so long a message may take. */
  @Test
  void peersThatStallAreCutOff() throws Exception {
    int number = 100;
    long before = hub.lost("unfinished", "tcp");
    byte[] frame = RawClient.frame(event("by and by, a byte at a time"));
    List<RawClient> loris = new ArrayList<>();
    long unread = hub.lost("unread", "tcp");
    for (int i = 0; i < 50; i++) {
      polite.send(large(i));
    }
    RawClient deaf = new RawClient(hub.port("tcp"));
    try {
      for (int i = 0; i < number; i++) {
        loris.add(new RawClient(hub.port("tcp")).send(frame[0]));
      }
      byte[] query = RawClient.frame(WireMessage.ofQuery("true"));
      deaf.send(RawClient.repeated(query, 1000)); // 5 GB of answers, none of which it reads

      for (int at = 1; at < 4; at++) {
        for (RawClient client : loris) {
          client.send(frame[at]);
        }
        servesThePolite();
      }

      Await.until(
          "they are cut off",
          Duration.ofSeconds(60),
          () -> hub.lost("unfinished", "tcp") == before + number);
      for (RawClient client : loris) {
        assertThat(client.isAtEnd()).isTrue();
      }
      Await.until(
          "so is who does not read",
          Duration.ofSeconds(60),
          () -> hub.lost("unread", "tcp") == unread + 1);
    } finally {
      deaf.close();
      for (RawClient client : loris) {
        client.close();
      }
    }
  }
}
