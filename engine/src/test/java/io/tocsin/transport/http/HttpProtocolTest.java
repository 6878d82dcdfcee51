package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@link HttpListener} keeps to HTTP, and what it does when a client does not. */
// Lines of HTTP end in CRLF, which text blocks do not have.
@SuppressWarnings("StringConcatToTextBlock")
final class HttpProtocolTest {

  private static final String ONE = "{}\n";

  @RegisterExtension final StartedRig started = new StartedRig();

  private static String request(String service) {
    String body = "{\"service\":\"" + service + "\"}";
    return "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void answersWhatIsSentAheadOneByOneAndInOrder() throws Exception {
    AtomicInteger reloads = new AtomicInteger();
    started.rig().hub.reload =
        () -> CompletableFuture.supplyAsync(() -> Map.of("n", reloads.incrementAndGet()));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      all.append(
          switch (i % 4) {
            case 0 -> request("s" + i);
            case 1 -> "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
            case 2 -> "POST /reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
            default -> "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
          });
    }
    RawClient client = started.rig().client();

    client.send(all.toString());

    for (int i = 0; i < 1_000; i++) {
      RawClient.Reply reply = client.reply();
      switch (i % 4) {
        case 0 -> assertThat(reply.body()).isEqualTo(ONE);
        case 1 -> assertThat(reply.status()).isEqualTo(404);
        case 2 -> assertThat(reply.body()).isEqualTo("{\"n\":" + (i / 4 + 1) + "}\n");
        default -> assertThat(reply.body()).isEqualTo("{\"ready\":true}\n");
      }
    }
    assertThat(started.rig().hub.events).hasSize(250);
    assertThat(started.rig().hub.events.get(249))
        .isEqualTo(Event.builder().service("s996").build());
  }

  @Test
  void takesARequestInWhateverPiecesItComes() throws Exception {
    RawClient client = started.rig().client();
    byte[] bytes = (request("a") + request("b")).getBytes(ISO_8859_1);
    for (int cut = 1; cut < bytes.length; cut += 7) {
      client.send(Arrays.copyOfRange(bytes, 0, cut));
      // An answer on another connection: by then the first piece has been looked at.
      assertThat(started.rig().client().get("/health").reply().status()).isEqualTo(200);
      client.send(Arrays.copyOfRange(bytes, cut, bytes.length));

      assertThat(client.reply().body()).isEqualTo(ONE);
      assertThat(client.reply().body()).isEqualTo(ONE);
    }
  }

  @Test
  void takesChunks() throws Exception {
    RawClient client = started.rig().client();

    client.send(
        "POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\n{}\r\n5;x=y\r\n\n\n\n{}\r\n0\r\nTrailer: t\r\n\r\n");

    assertThat(client.reply().body()).isEqualTo("{}\n{}\n");
    assertThat(client.get("/health").reply().status()).isEqualTo(200);
  }

  @Test
  void tellsAClientThatWaitsToGoOn() throws Exception {
    RawClient client = started.rig().client();
    client.send(
        "POST /events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            + "Content-Length: 2\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(100);
    client.send("{}");
    assertThat(client.reply().body()).isEqualTo(ONE);
    assertThat(client.get("/health").reply().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, '', true, ",
    "1.1, 'Connection: close\r\n', false, close",
    "1.0, '', false, close",
    "1.0, 'Connection: keep-alive\r\n', true, keep-alive"
  })
  void keepsTheConnectionAsLongAsTheClientWants(
      String version, String header, boolean keeps, String said) throws Exception {
    RawClient client = started.rig().client();
    client.send("GET /health HTTP/" + version + "\r\nHost: localhost\r\n" + header + "\r\n");

    RawClient.Reply reply = client.reply();

    assertThat(reply.headers().get("connection")).isEqualTo(said);
    if (keeps) {
      assertThat(client.get("/health").reply().status()).isEqualTo(200);
    } else {
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void ignoresWhatFollowsTheLastRequest() throws Exception {
    RawClient client = started.rig().client();
    client.send(
        "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" + request("late"));

    assertThat(client.reply().status()).isEqualTo(200);
    assertThat(client.ends()).isTrue();
    assertThat(started.rig().hub.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /health HTTP/1.1\\r\\n\\r\\n | 400",
        "GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n | 400",
        "GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nExpect: gold\\r\\n\\r\\n | 417",
        "GET /health HTTP/2.0\\r\\nHost: localhost\\r\\n\\r\\n | 505",
      })
  void refusesARequestButNotTheConnection(String request, int status) throws Exception {
    RawClient client = started.rig().client();
    client.send(request.replace("\\r\\n", "\r\n"));

    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"error\":\"");
  }

  @Test
  void needsNoHostFromAnOldClient() throws Exception {
    assertThat(started.rig().client().send("GET /health HTTP/1.0\r\n\r\n").reply().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense\\r\\n\\r\\n | 400",
        "\\u0016\\u0003\\u0001\\u0002\\r\\n\\r\\n | 400",
        "GET /a b c HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 400",
        "GET /health HTTP/1.1\\r\\nHo st: localhost\\r\\n\\r\\n | 400",
        "GET /health HTTP/1.1\\r\\nno colon\\r\\n\\r\\n | 400",
        "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n\\r\\n | 400",
        "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n | 400",
        "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 1\\r\\nContent-Length:"
            + " 2\\r\\n\\r\\n | 400",
        "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz"
            + "\\r\\n | 400",
        "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: gzip,"
            + " chunked\\r\\n\\r\\n | 501",
        "POST /nowhere HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 9\\r\\n\\r\\n | 404",
      })
  void answersAndEndsWhenItCannotTellWhereTheNextRequestBegins(String text, int status)
      throws Exception {
    RawClient client = started.rig().client();
    client.send(
        text.replace("\\r\\n", "\r\n")
            .replace("\\u0016", "\u0016")
            .replace("\\u0001", "\u0001")
            .replace("\\u0002", "\u0002")
            .replace("\\u0003", "\u0003"));

    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers()).containsEntry("connection", "close");
    assertThat(reply.body()).startsWith("{\"error\":\"");
    assertThat(client.ends()).isTrue();
    assertThat(started.rig().client().get("/health").reply().status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41, 42, 43})
  void survivesGarbage(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] good = (request("a") + request("b")).getBytes(ISO_8859_1);
    for (int round = 0; round < 150; round++) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try (RawClient client = new RawClient(started.rig().listener.address())) {
        client.send(bytes);
        client.socket.shutdownOutput();
        // Whatever it says, it comes to an end.
        client.socket.getInputStream().readAllBytes();
      }
    }
    assertThat(started.rig().client().get("/health").reply().status()).isEqualTo(200);
    assertThat(started.rig().lost("error")).isZero();
  }
}
