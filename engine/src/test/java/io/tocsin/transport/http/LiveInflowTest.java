package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.transport.ConnectionLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over WebSockets: what it may hold, and how long it may take. */
final class LiveInflowTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int TEXT = 1;
  private static final int PING = 9;
  private static final int LAST = 0x80;

  private HttpRig rig;

  private void open(long budget, Duration message) throws IOException {
    rig =
        new HttpRig(
            HttpSettings.onPort(0).withConnections(new ConnectionLimits(100, LONG, message, LONG)),
            budget);
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  private RawClient socket(String path) throws IOException {
    RawClient client = rig.client();
    client.send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    assertThat(client.reply().status()).isEqualTo(101);
    return client;
  }

  /** A frame with a mask of zeros. */
  private static byte[] frame(int first, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(ISO_8859_1);
    out.write(first);
    if (bytes.length <= 125) {
      out.write(0x80 | bytes.length);
    } else if (bytes.length <= 0xFFFF) {
      out.write(0x80 | 126);
      out.write(bytes.length >> 8);
      out.write(bytes.length);
    } else {
      out.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) bytes.length >> shift));
      }
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  private static String event(int length) {
    String rest = "{\"host\":\"\"}";
    return "{\"host\":\"" + "x".repeat(length - rest.length()) + "\"}";
  }

  /** The next frame, which is short: its first byte, then what it says. */
  private static String next(RawClient client) throws IOException {
    byte[] head = client.bytes(2);
    return Integer.toHexString(head[0] & 0xFF)
        + " "
        + new String(client.bytes(head[1]), ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "/events, 5",
    "/events, 2000",
    "/events, 100000",
    "/pubsub/x, 5",
  })
  void aHalfSentFrameIsNotWaitedForForever(String path, int length) throws Exception {
    open(HttpRig.LARGE, Duration.ofMillis(200));
    RawClient client = socket(path);
    byte[] frame = frame(TEXT | LAST, "x".repeat(length));
    client.send(Arrays.copyOf(frame, frame.length - 1));

    assertThat(next(client)).contains("the message is not complete after 200 ms").startsWith("88");
    assertThat(client.ends()).isTrue();
    assertThat(rig.telemetry.losses()).isEqualTo(Map.of("unfinished", 1L));
  }

  @Test
  void aMessageWithoutItsLastFrameIsNotWaitedForForeverWhateverComesBetween() throws Exception {
    open(HttpRig.LARGE, Duration.ofMillis(200));
    RawClient client = socket("/events");
    client.send(frame(TEXT, "{"));

    String next = "8a";
    while (next.startsWith("8a")) {
      client.send(frame(PING | LAST, ""));
      next = next(client);
    }
    assertThat(next).contains("the message is not complete after 200 ms");
  }

  @Test
  void whatIsCompleteInTimeIsTakenAndAnIdleSocketStays() throws Exception {
    open(HttpRig.LARGE, Duration.ofMillis(200));
    RawClient client = socket("/events");
    RawClient late = socket("/events");
    client.send(frame(TEXT, "{")).send(frame(LAST, "}"));
    assertThat(next(client)).isEqualTo("81 {}");
    // By the time that one is ended, this would have been too.
    late.send(frame(TEXT, "{"));
    assertThat(next(late)).contains("not complete");

    client.send(frame(TEXT | LAST, "{}"));
    assertThat(next(client)).isEqualTo("81 {}");
  }

  @Test
  void incompleteMessagesCountAgainstWhatAllConnectionsHold() throws Exception {
    open(300_000, LONG);
    RawClient first = socket("/events").send(frame(TEXT, "x".repeat(200_000)));
    first.send(frame(PING | LAST, "first"));
    assertThat(next(first)).isEqualTo("8a first");
    RawClient second = socket("/events");
    second.send(frame(TEXT, "x".repeat(200_000)));

    assertThat(next(second)).contains("no room for the message");
    assertThat(rig.lost("no-room")).isEqualTo(1);
    first.close();
    assertThat(second.ends()).isTrue();
    RawClient third = socket("/events");
    rig.awaitUntil(() -> rig.telemetry.scrape().contains("connections{listener=\"http\"} 1.0"));
    third.send(frame(TEXT, event(100) + " ".repeat(200_000))).send(frame(LAST, " "));
    assertThat(next(third)).isEqualTo("81 {}");
  }

  @Test
  void whileMuchWaitsForTheLaneNothingMoreIsRead() throws Exception {
    open(300_000, Duration.ofMillis(100));
    rig.hub.hold();
    RawClient client = socket("/events");
    int number = 300;
    Thread sender =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < number; i++) {
                  client.send(frame(TEXT | LAST, event(20_000)));
                }
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    sender.setDaemon(true);
    sender.start();
    rig.awaitUntil(() -> rig.hub.held() >= 12);
    // Long after the time a message may take.
    RawClient late = socket("/events").send(frame(TEXT, "{"));
    assertThat(next(late)).contains("not complete");
    assertThat(rig.hub.held()).isLessThan(15);
    rig.hub.resume();

    for (int i = 0; i < number; i++) {
      assertThat(next(client)).isEqualTo("81 {}");
    }
    assertThat(rig.hub.events).hasSize(number).allMatch(e -> e.getHost() != null);
    assertThat(rig.telemetry.losses()).isEqualTo(Map.of("unfinished", 1L));
  }

  @Test
  void allThatWasTakenIsGivenBack() throws Exception {
    open(100_000, LONG);
    for (int i = 0; i < 20; i++) {
      try (RawClient client = socket("/events")) {
        client.send(frame(TEXT | LAST, event(40_000)));
        assertThat(next(client)).isEqualTo("81 {}");
        client.send(frame(TEXT, "{".repeat(100))).send(new byte[] {TEXT});
      }
    }
    assertThat(rig.hub.events).hasSize(20);
    rig.awaitUntil(() -> rig.lost("truncated") == 20);
    assertThat(rig.telemetry.losses()).isEqualTo(Map.of("truncated", 20L));
  }

  @Test
  void whoWatchesWithTooCostlyAQueryIsEndedAndOthersAreNot() throws Exception {
    open(HttpRig.LARGE, LONG);
    String text = "a".repeat(3_000);
    RawClient evil = socket("/pubsub/x?query=description%20~=%20%22(a*)*(a*)*b%22");
    RawClient plain = socket("/pubsub/x?query=description%20~=%20%22%5Ea*$%22");
    rig.awaitUntil(() -> rig.hub.watchers.size() == 2);
    rig.hub.publish("x", Event.builder().description(text).build());

    assertThat(next(evil)).contains("regular expressions of the query take too many steps");
    rig.hub.publish("x", Event.builder().description("a").build());
    assertThat(plain.bytes(4)[0]).isEqualTo((byte) 0x81);
    rig.awaitUntil(() -> rig.hub.watchers.size() == 1);
    assertThat(rig.telemetry.losses()).isEqualTo(Map.of("subscriberCostly", 1L));
  }
}
