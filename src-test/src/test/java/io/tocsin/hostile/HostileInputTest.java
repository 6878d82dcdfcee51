package io.tocsin.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.RawClient;
import io.tocsin.wire.WireMessage;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes that no peer should ever send, sent to the program in a small heap. After each, a polite
 * client is served.
 */
final class HostileInputTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long SEED = 20260101;

  @TempDir static Path folder;
  private static SmallHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = SmallHub.start(folder);
  }

  @AfterAll
  static void endsAsItBegan() throws Exception {
    hub.endsAsItBegan();
  }

  @AfterEach
  void politeClientIsServed() throws Exception {
    hub.servesThePolite();
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
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
      client.send((byte) 0x80, (byte) 0, (byte) 0, (byte) 0);

      isToldAndCutOff(client, "2147483648");
      assertThat(hub.process().lost("frame-too-large", "tcp")).isPositive();
    }
  }

  @Test
  void aBrowserAtTheWrongPort() throws Exception {
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      isToldAndCutOff(client, "over the limit");
    }
  }

  @Test
  void aFrameOfNoise() throws Exception {
    byte[] noise = new byte[10_000];
    new Random(SEED).nextBytes(noise);
    long before = hub.process().lost("undecodable", "tcp");
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
      client.send(RawClient.frame(event("before the noise")));
      client.send(RawClient.frame(noise));

      assertThat(client.answer().ok()).isTrue();
      isToldAndCutOff(client, "not a message");
      assertThat(hub.process().lost("undecodable", "tcp")).isEqualTo(before + 1);
      assertThat(hub.process().query("service = \"before the noise\"")).hasSize(1);
    }
  }

  @Test
  void aFrameThatEndsInTheMiddle() throws Exception {
    long before = hub.process().lost("truncated", "tcp");
    byte[] frame = RawClient.frame(event("never whole"));
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
      client.send(java.util.Arrays.copyOf(frame, frame.length - 1));
    }

    Await.until("it is counted", SOON, () -> hub.process().lost("truncated", "tcp") == before + 1);
    assertThat(hub.process().query("service = \"never whole\"")).isEmpty();
  }

  @Test
  void aSocketThatIsHalfClosed() throws Exception {
    int frames = 500;
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
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
    long odd = hub.process().count("tocsin_odd_total{reason=\"not-utf8\",where=\"tcp\"}");
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
    try (RawClient client = new RawClient(hub.process().port("tcp"))) {
      client.send(RawClient.frame(event));

      assertThat(client.answer().ok()).isTrue();
    }
    Event kept = hub.process().query("host = \"h\"").get(0);
    assertThat(kept.getService()).isEqualTo("ba\uFFFDd");
    assertThat(kept.timeMicrosOr(0) / 1000)
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis() + 1000);
    assertThat(hub.process().count("tocsin_odd_total{reason=\"not-utf8\",where=\"tcp\"}"))
        .isEqualTo(odd + 1);
    assertThat(hub.process().count("tocsin_events_time_replaced_total")).isPositive();
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
        socket.send(new DatagramPacket(noise, noise.length, loopback, hub.process().port("udp")));
        hub.servesThePolite();
      }
    }

    Await.until("all are counted", SOON, () -> hub.process().lost("undecodable", "udp") >= number);
  }

  @Test
  void linesOfNoise() throws Exception {
    Random random = new Random(SEED);
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    try (RawClient carbon = new RawClient(hub.process().port("graphite"))) {
      carbon.send("a.b NaN 1\nno value\n\n \na.b 1e999 -1\nfine.line 3 -1\n".getBytes(UTF_8));

      Await.until(
          "the good line", SOON, () -> hub.process().query("service = \"fine.line\"").size() == 1);
      carbon.send(noise);
    } catch (SocketException e) {
      // It may be cut off in the middle, which is as it should be.
    }
    try (RawClient endless = new RawClient(hub.process().port("graphite"))) {
      endless.send(RawClient.repeated("x".getBytes(UTF_8), 100_000));

      assertThat(endless.isAtEnd()).isTrue();
    } catch (SocketException e) {
      // Reset: cut off as well.
    }
    assertThat(hub.process().lost("line-too-long", "graphite")).isPositive();
  }
}
