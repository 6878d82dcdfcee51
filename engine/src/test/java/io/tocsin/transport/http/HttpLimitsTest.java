package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large {@link HttpListener} lets things be. */
// Lines of HTTP end in CRLF, which text blocks do not have.
@SuppressWarnings("StringConcatToTextBlock")
final class HttpLimitsTest {

  private static HttpSettings settings() {
    return HttpSettings.onPort(0);
  }

  private static byte[] gzip(byte[] plain, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times; i++) {
        gzip.write(plain);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] body(int length) {
    return ("{}" + " ".repeat(length - 2)).getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"20000, 200", "20001, 413"})
  void boundsABody(int length, int status) throws Exception {
    try (HttpRig rig = new HttpRig(settings().withMaxBodyBytes(20_000))) {
      RawClient client = rig.client().post("/events", body(length), "");

      RawClient.Reply reply = client.reply();

      assertThat(reply.status()).isEqualTo(status);
      if (status == 413) {
        assertThat(reply.body())
            .isEqualTo(
                "{\"error\":\"the body is larger than 20000 bytes; send the events in several"
                    + " requests\"}\n");
        assertThat(client.ends()).isTrue();
        assertThat(rig.telemetry.losses()).isEqualTo(Map.of("too-large", 1L));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"20000, 200", "20001, 413"})
  void boundsChunks(int length, int status) throws Exception {
    try (HttpRig rig = new HttpRig(settings().withMaxBodyBytes(20_000))) {
      RawClient client = rig.client();
      client.send(
          "POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(length)
              + "\r\n");
      client.send(body(length)).send("\r\n0\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
      assertThat(rig.hub.events).hasSize(status == 200 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"20000, 200", "20001, 413", "200000, 413"})
  void boundsWhatABodyInflatesTo(int length, int status) throws Exception {
    try (HttpRig rig = new HttpRig(settings().withMaxBodyBytes(20_000))) {
      RawClient client =
          rig.client().post("/events", gzip(body(length), 1), "Content-Encoding: gzip\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
      assertThat(rig.lost("too-large")).isEqualTo(status == 413 ? 1 : 0);
      // All of the request was read, so the connection goes on.
      assertThat(client.get("/health").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void takesNoBombs() throws Exception {
    byte[] bomb = gzip(new byte[1 << 20], 200);
    assertThat(bomb).hasSizeLessThan(HttpSettings.DEFAULT_MAX_BODY_BYTES);
    try (HttpRig rig = new HttpRig(settings(), 40 << 20)) {
      RawClient client = rig.client().post("/events", bomb, "Content-Encoding: gzip\r\n");

      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(rig.hub.events).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, 400", "x-gzip, 400", "GZIP, 400", "br, 415", "'gzip, gzip', 415"})
  void refusesABodyThatIsNotWhatItSays(String encoding, int status) throws Exception {
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client =
          rig.client().post("/events", body(2), "Content-Encoding: " + encoding + "\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
      assertThat(rig.telemetry.losses()).isEqualTo(Map.of("undecodable", 1L));
    }
  }

  @Test
  void refusesGzipThatIsCutShort() throws Exception {
    byte[] whole = gzip(body(5_000), 1);
    byte[] most = java.util.Arrays.copyOf(whole, whole.length - 1);
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client = rig.client().post("/events", most, "Content-Encoding: gzip\r\n");

      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(rig.hub.events).isEmpty();
    }
  }

  @Test
  void answersAClientThatGoesOnSendingWhatIsTooLarge() throws Exception {
    try (HttpRig rig = new HttpRig(settings())) {
      int port = rig.listener.address().getPort();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/events"))
              .POST(BodyPublishers.ofByteArray(new byte[20 << 20]))
              .build();

      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void tellsAClientThatWaitsNotToSendWhatIsTooLarge() throws Exception {
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client = rig.client();
      client.send(
          "POST /events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
              + "Content-Length: 999999999999\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.ends()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 200000, '', 200",
    "'', 200001, '', 413",
    "'[{}', 199999, ']', 200",
    "'[{}', 200000, ']', 400",
  })
  void boundsTheEventsOfARequest(String begin, int more, String end, int status) throws Exception {
    String event = begin.isEmpty() ? "{}" : ",{}";
    int events = begin.isEmpty() ? more : more + 1;
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client = rig.client().post("/events", begin + event.repeat(more) + end);

      assertThat(client.reply().status()).isEqualTo(status);
      assertThat(rig.hub.events).hasSize(status == 200 ? events : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"16384, 404", "16385, 414"})
  void boundsTheRequestLine(int length, int status) throws Exception {
    String line = "GET /" + "x".repeat(length - 14) + " HTTP/1.1";
    assertThat(line).hasSize(length);
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client = rig.client().send(line + "\r\nHost: localhost\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"16000, 200", "16500, 431"})
  void boundsTheHeaders(int length, int status) throws Exception {
    try (HttpRig rig = new HttpRig(settings())) {
      RawClient client = rig.client();
      client.send(
          "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(length) + "\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
    }
  }

  private static List<Event> large(int number) {
    Event event = Event.builder().description("x".repeat(100_000)).build();
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(event);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"9, 9, false", "10, 9, true"})
  void boundsTheBytesOfAnAnswer(int found, int listed, boolean cut) throws Exception {
    try (HttpRig rig = new HttpRig(settings().withMaxBodyBytes(1_000_000))) {
      List<Event> all = large(found);
      rig.hub.queries = query -> all;

      RawClient.Reply reply = rig.client().get("/index").reply();

      assertThat(reply.body().lines()).hasSize(listed);
      assertThat(reply.body()).startsWith("[{").endsWith("}]\n");
      assertThat(reply.headers().containsKey("x-tocsin-truncated")).isEqualTo(cut);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "1073741824, true", "1073741825, false"})
  void boundsTheBoundOfABody(int bytes, boolean fits) {
    if (fits) {
      assertThat(settings().withMaxBodyBytes(bytes).maxBodyBytes()).isEqualTo(bytes);
    } else {
      assertThatThrownBy(() -> settings().withMaxBodyBytes(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("maxBodyBytes must be 1 to 1073741824, was " + bytes);
    }
  }
}
