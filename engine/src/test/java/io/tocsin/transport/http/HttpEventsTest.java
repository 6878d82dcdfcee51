package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in over HTTP. */
final class HttpEventsTest {

  private final HttpCalls http = new HttpCalls();

  @BeforeEach
  void start() throws IOException {
    http.start();
  }

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT"})
  void takesEventsAndAnswersAfterTheyWentIn(String method) throws Exception {
    String body = "{\"service\":\"a\"}\n{\"service\":\"b\",\"zone\":\"ä\"}\n";

    HttpResponse<String> response =
        http.send(http.request("/events").method(method, BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{}\n{}\n");
    assertThat(http.hub.events)
        .containsExactly(
            HttpCalls.service("a"), Event.builder().service("b").attribute("zone", "ä").build());
    assertThat(http.hub.arrivals).containsExactly(true);
    assertThat(http.telemetry.losses()).isEmpty();
  }

  @Test
  void takesNoEventWhenOneIsBad() throws Exception {
    HttpResponse<String> response =
        http.post("/events", "[{\"service\":\"a\"},{\"service\":\"b\"},{\"time\":\"x\"}]");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"error\":\"event 3: time: 'x' is not ISO 8601")
        .endsWith("\"}\n");
    assertThat(http.hub.events).isEmpty();
    assertThat(http.telemetry.losses()).isEqualTo(Map.of("undecodable", 1L));
  }

  @Test
  void saysWhichEventARuleFailedAt() throws Exception {
    HttpResponse<String> response =
        http.post(
            "/events",
            "[{\"service\":\"a\"},{\"service\":\"boom\"},"
                + "{\"service\":\"b\"},{\"service\":\"boom\"}]");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'error':'event 2: rule failed','events':4,'failed':2}"));
    assertThat(http.hub.events).containsExactly(HttpCalls.service("a"), HttpCalls.service("b"));
    assertThat(http.telemetry.losses()).isEqualTo(Map.of("failed", 2L));
  }

  @Test
  void takesGzip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("[{\"service\":\"a\"}]".getBytes(UTF_8));
    }

    HttpResponse<String> response =
        http.send(
            http.request("/events")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

    assertThat(response.body()).isEqualTo(HttpCalls.json("{'ok':true,'events':1}"));
    assertThat(http.hub.events).containsExactly(HttpCalls.service("a"));
  }
}
